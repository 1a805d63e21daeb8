using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Judges how a daemon ended a call.</summary>
internal static class WireAnswer
{
    /// <param name="message">What was sent.</param>
    public static Answer Of(Status status, IReadOnlyCollection<StatusCode> refusals, RunningProgram daemon, ServiceDescriptor service, string method, byte[] message)
    {
        if (daemon.HasExited) throw new DoorFault("the daemon ended", $"the daemon ended with {daemon.ExitCode}: {daemon.Error}");
        if (status.StatusCode == StatusCode.OK) return Answer.Accepted;
        // The library refuses what is no message at all, before any of our code sees it, in these words.
        if (status is { StatusCode: StatusCode.Unknown, Detail: "Exception was thrown by handler." } && !IsMessage(service, method, message)) return Answer.Refused;
        return refusals.Contains(status.StatusCode) ? Answer.Refused : throw new DoorFault($"{status.StatusCode} {Words(status.Detail)}", $"{status.StatusCode}: {status.Detail}\n{daemon.Error}");
    }

    /// <summary>Whatever a peer sends, it is no error of the daemon's: its log has none.</summary>
    public static void CheckLog(RunningProgram daemon)
    {
        var log = daemon.Error.ToString();
        if (log.Length > 0) throw new DoorFault("errors in the log", log.Length > 4000 ? log[..4000] : log);
    }

    private static bool IsMessage(ServiceDescriptor service, string method, byte[] bytes)
    {
        try
        {
            service.FindMethodByName(method).InputType.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    // Without numbers and names, which differ from call to call.
    private static string Words(string detail) => string.Join(' ', detail.Split(' ').Take(4));
}

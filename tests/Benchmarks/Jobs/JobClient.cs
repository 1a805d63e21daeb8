using Google.Protobuf;
using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Benchmarks.Jobs;

/// <summary>Runs jobs over the operators' API and waits for their ends.</summary>
internal sealed class JobClient(Control.ControlClient control)
{
    /// <summary>Submits and waits until every target has ended.</summary>
    /// <returns>The jid.</returns>
    /// <exception cref="InvalidOperationException">A target did not succeed.</exception>
    public async Task<string> RunAsync(string target, string fun, string arg = "[]", string expected = "succeeded")
    {
        using var call = Submit(target, fun, arg);
        var jid = "";
        var ends = new Dictionary<string, string>();
        await foreach (var change in call.ResponseStream.ReadAllAsync())
        {
            if (change.KindCase is JobEvent.KindOneofCase.Submitted) jid = change.Submitted.Jid;
            if (change.KindCase is JobEvent.KindOneofCase.Target) ends[change.Target.Minion] = change.Target.State;
        }

        var odd = ends.Where(end => end.Value != expected).ToList();
        return odd.Count == 0 && ends.Count > 0
            ? jid
            : throw new InvalidOperationException($"{fun} on {target}: {ends.Count} targets, {string.Join(", ", odd.Take(3))}");
    }

    /// <summary>Submits; the caller reads the events and disposes the call.</summary>
    public AsyncServerStreamingCall<JobEvent> Submit(string target, string fun, string arg = "[]") => control.Run(new RunRequest
    {
        Tgt = target,
        TgtType = "glob",
        Fun = fun,
        Arg = ByteString.CopyFromUtf8(arg),
        Kwarg = ByteString.CopyFromUtf8("{}"),
        AcceptTimeoutMs = 30_000,
    });
}

using Google.Protobuf;
using Salt.V1;

namespace Salt.Tests.Integration.Hostile;

/// <summary>Jobs over the operators' API, to their end.</summary>
internal static class ControlCalls
{
    /// <summary>The last that was told of each target.</summary>
    public static async Task<IReadOnlyList<TargetView>> RunToEndAsync(this Control.ControlClient control, string target, string function, string? argument = null)
    {
        var request = new RunRequest { Tgt = target, Fun = function, AcceptTimeoutMs = 5000 };
        if (argument is not null) request.Arg = ByteString.CopyFromUtf8($"[\"{argument}\"]");
        if (function == "test.ping") request.SubmitOnly = true;
        using var call = control.Run(request);
        var last = new Dictionary<string, TargetView>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Target is { } view) last[view.Minion] = view;
        }

        return [.. last.Values];
    }
}

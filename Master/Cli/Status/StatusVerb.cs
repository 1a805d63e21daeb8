using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Status;

/// <summary><c>status</c>: who answers on the operator socket.</summary>
internal static class StatusVerb
{
    public static Verb Declare() => new("status", "", "the master that answers", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Words.AtMost(0);
        using var master = await invocation.ConnectAsync(cancellationToken);
        var status = await master.Control.GetStatusAsync(new StatusRequest(), cancellationToken: cancellationToken);
        invocation.Terminal.Out.WriteLine(status.Version);
        return ExitCodes.Success;
    }
}

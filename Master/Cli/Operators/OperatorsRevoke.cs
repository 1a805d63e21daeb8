using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Operators;

/// <summary><c>operators revoke</c>: an operator's certificates do not count any more, and what it does with them ends.</summary>
internal static class OperatorsRevoke
{
    private static readonly Operand Name = new("NAME", "the operator: all its certificates") { Values = ValueSources.Operators };

    public static Verb Declare() => new("operators revoke", [Name], "end the certificates of an operator, at once", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var name = invocation.Words.Single("the operator's name");
        using var master = await invocation.ConnectAsync(cancellationToken);
        var revoked = await master.Control.RevokeOperatorAsync(new RevokeOperatorRequest { Name = name }, cancellationToken: cancellationToken);
        foreach (var one in revoked.Operators) invocation.Terminal.Out.WriteLine(Harmless.Of($"Certificate {one.Serial} of operator {one.Name} is revoked."));
        return ExitCodes.Success;
    }
}

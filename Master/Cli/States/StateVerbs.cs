using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Cli.States;

/// <summary><c>state apply</c>: states on minions.</summary>
internal static class StateVerbs
{
    private const string Fun = "state.apply";

    private static readonly Option Test = new(["--test"], null, "say what would be done, and do nothing");

    public static Verb DeclareApply() => new(
        "state apply", [Operand.Target, new("SLS", "state files, by their names with dots") { IsOptional = true, IsMany = true }, Operand.KeyValues], "apply SLS, or without a name all that the top file has", [.. TargetKinds.Options, TargetKinds.Delimiter, RunOptions.Timeout, RunOptions.Limit, Test, .. StateOptions.All], ApplyAsync);

    private static Task<int> ApplyAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        if (words.Operands.Count == 0) throw new SaltException(Failure.BadRequest, "TARGET is missing: master-cli state apply TARGET [SLS...]");
        var (names, options) = CommandLineArguments.Parse(words.Operands.Skip(1));
        if (words.Has(Test)) options["test"] = true;
        var request = RunRequests.Of(words, Fun, names.Count == 0 ? [] : [names.DeepClone()], options);
        request.LimitSeconds = (uint)(words.NumberOf(RunOptions.Limit, least: 1) ?? 0);
        var report = new RunReport(invocation.OpenOutputterOf(Fun), invocation.Terminal, RunOptions.DisplayOf(words));
        return RunVerb.WaitAsync(invocation, request, report, cancellationToken);
    }
}

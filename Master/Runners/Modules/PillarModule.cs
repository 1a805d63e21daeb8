using Salt.Master.Pillar;
using Salt.Master.Targeting;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Output;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>pillar</c> runner: a minion's pillar as its files say now.</summary>
internal sealed class PillarModule(PillarService pillars, IKnownMinions minions)
{
    public IReadOnlyList<RunnerFunction> Functions =>
    [
        new()
        {
            Name = "pillar.show_pillar",
            Doc = "The pillar of a minion.",
            Parameters = [new("minion", "Its id.") { IsRequired = true }, new("pillarenv", "The files of this environment alone.")],
            IsConfidential = true,
            Plan = Plan,
        },
    ];

    private Func<CancellationToken, Task<RunnerAnswer>> Plan(RunnerArguments arguments)
    {
        var (text, environment) = (arguments.Text("minion"), arguments.Text("pillarenv"));
        if (!MinionId.TryParse(text, out var id))
            throw new SaltException(Failure.BadRequest, $"'{text}' is not a minion id ({MinionId.Rule}), and there is no pillar that is of no minion");
        return cancellation => Task.FromResult(Show(id, environment, cancellation));
    }

    private RunnerAnswer Show(MinionId id, string environment, CancellationToken cancellation)
    {
        if (!minions.Accepted.Contains(id)) throw new SaltException(Failure.NotFound, $"there is no accepted minion {id}; see: master-cli minions list");
        var answer = environment.Length == 0 ? pillars.Ask(id, default, cancellation) : pillars.AskOf(environment, id, default, cancellation);
        if (answer.Data.IsEmpty) throw new SaltException(Failure.Conflict, answer.Fault);
        // The last good one, and why it is not today's.
        return RunnerAnswer.Build(json => JsonText.Foreign(answer.Data).WriteTo(json)) with { Failure = answer.Fault };
    }
}

using Salt.Master.Sessions;
using Salt.Master.Targeting;
using Salt.Shared.Identities;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>manage</c> runner: who is there and who is not. Salt asks every minion and waits; here the master knows.</summary>
/// <param name="minions">The accepted ones as they stand, in order of id.</param>
/// <param name="version">The master's own.</param>
internal sealed class ManageModule(Func<IEnumerable<MinionStatus>> minions, TargetResolver resolver, string version)
{
    private static readonly RunnerParameter[] Targeting =
    [
        new("tgt", "Of these minions only.") { Default = "*", IsPositional = true },
        new("tgt_type", "glob, list, pcre, grain or another kind of target.") { Default = "glob", IsPositional = true },
        new("timeout", "Ignored: nobody has to be asked."),
        new("gather_job_timeout", "Ignored: nobody has to be asked."),
    ];

    private static readonly RunnerParameter[] Presence =
    [
        new("subset", "Of these ids only, parted by commas.") { IsPositional = true },
        new("show_ip", "With the address each is connected from.") { Default = "False", IsPositional = true },
    ];

    /// <summary>Salt has three words for being there (present, alived, and the list of states), which here are one.</summary>
    private static readonly string[] ForThere = ["manage.present", "manage.alived", "manage.list_state"];

    private static readonly string[] ForAway = ["manage.not_present", "manage.not_alived", "manage.list_not_state"];

    private static readonly RunnerParameter RemoveKeys = new("removekeys", "Not here: keys are deleted by name.")
    {
        Default = "False",
        IsPositional = true,
        Possible = ["False", "None", "no", "0"],
        Refusal = "that would delete the key of every minion that happens to be away; see who is (minions down), then: master-cli keys delete GLOB",
    };

    private static readonly RunnerParameter Output = new("output", "Ignored.") { Default = "True" };

    public IReadOnlyList<RunnerFunction> Functions =>
    [
        Asking("manage.up", "Who is connected.", Targeting, arguments => Ids(arguments, isUp: true)),
        Asking("manage.down", "Who is not connected.", [RemoveKeys, .. Targeting], arguments => Ids(arguments, isUp: false)),
        Asking("manage.status", "Who is connected and who is not.", [Output, .. Targeting], Status),
        Asking("manage.versions", "Which version runs where.", [], _ => () => VersionReport.Of(minions(), version)),
        .. ForThere.Select(name => Asking(name, "Who is connected.", Presence, arguments => Ids(arguments, isUp: true))),
        .. ForAway.Select(name => Asking(name, "Who is not connected.", Presence, arguments => Ids(arguments, isUp: false))),
    ];

    private static RunnerFunction Asking(
        string name, string doc, IReadOnlyList<RunnerParameter> parameters, Func<RunnerArguments, Func<RunnerAnswer>> plan) => new()
    {
        Name = name,
        Doc = doc,
        Parameters = parameters,
        Plan = arguments =>
        {
            var answer = plan(arguments);
            return _ => Task.FromResult(answer());
        },
    };

    private Func<RunnerAnswer> Status(RunnerArguments arguments)
    {
        var meant = Meant(arguments);
        return () =>
        {
            var statuses = meant().ToList();
            return RunnerAnswer.Build(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("up");
                RunnerAnswer.WriteIds(json, IdsOf(statuses, isUp: true));
                json.WritePropertyName("down");
                RunnerAnswer.WriteIds(json, IdsOf(statuses, isUp: false));
                json.WriteEndObject();
            });
        };
    }

    private Func<RunnerAnswer> Ids(RunnerArguments arguments, bool isUp)
    {
        var (meant, withAddress) = (Meant(arguments), arguments.Flag("show_ip"));
        return () => withAddress
            ? RunnerAnswer.Build(json =>
            {
                json.WriteStartObject();
                foreach (var minion in meant().Where(minion => minion.IsUp == isUp)) json.WriteString(minion.Id.ToString(), minion.Address);
                json.WriteEndObject();
            })
            : RunnerAnswer.OfIds(IdsOf(meant(), isUp));
    }

    private static IEnumerable<string> IdsOf(IEnumerable<MinionStatus> minions, bool isUp) =>
        minions.Where(minion => minion.IsUp == isUp).Select(minion => minion.Id.ToString());

    // Those that the arguments mean, once it is asked.
    private Func<IEnumerable<MinionStatus>> Meant(RunnerArguments arguments)
    {
        var subset = arguments.List("subset").ToHashSet(StringComparer.Ordinal);
        var (kind, expression) = (arguments.Text("tgt_type"), arguments.Has("tgt") ? arguments.Text("tgt") : null);
        // What is no target is said now.
        if (expression is not null) resolver.Check(kind, expression);
        return () =>
        {
            HashSet<MinionId>? targets = expression is null ? null : [.. resolver.Resolve(kind, expression).Minions];
            return minions().Where(minion =>
                (subset.Count == 0 || subset.Contains(minion.Id.ToString())) && (targets is null || targets.Contains(minion.Id)));
        };
    }
}

using Salt.Cli.Attach;
using Salt.Cli.Completion;
using Salt.Cli.Dev;
using Salt.Cli.Events;
using Salt.Cli.Jobs;
using Salt.Cli.Keys;
using Salt.Cli.Minions;
using Salt.Cli.Operators;
using Salt.Cli.Pillar;
using Salt.Cli.Rendering;
using Salt.Cli.Run;
using Salt.Cli.Runner;
using Salt.Cli.Schedules;
using Salt.Cli.States;

namespace Salt.Cli.Frame;

/// <summary>Every verb by its name. A declaration is made only when it is asked for: start-up pays for one verb.</summary>
internal static class VerbTable
{
    // In help's order. A name without a word is a verb by itself, one with a word belongs to a group.
    private static readonly (string Group, string? Word)[] Names =
    [
        ("run", null),
        ("jobs", "active"),
        ("jobs", "list"),
        ("jobs", "show"),
        ("jobs", "list_job"),
        ("jobs", "lookup"),
        ("jobs", "print"),
        ("jobs", "attach"),
        ("jobs", "last-run"),
        ("jobs", "exit-success"),
        ("jobs", "failed"),
        ("jobs", "stats"),
        ("jobs", "explain"),
        ("jobs", "purge"),
        ("jobs", "signal"),
        ("jobs", "term"),
        ("jobs", "kill"),
        ("minions", "list"),
        ("minions", "up"),
        ("minions", "down"),
        ("minions", "status"),
        ("minions", "versions"),
        ("minions", "match"),
        ("pillar", "show"),
        ("pillar", "refresh"),
        ("keys", "list"),
        ("keys", "accept"),
        ("keys", "reject"),
        ("keys", "delete"),
        ("keys", "finger"),
        ("keys", "print"),
        ("keys", "token"),
        ("operators", "issue"),
        ("operators", "list"),
        ("operators", "revoke"),
        ("schedule", "list"),
        ("schedule", "next"),
        ("schedule", "history"),
        ("state", "apply"),
        ("runner", null),
        ("render", null),
        ("events", null),
        ("dev", null),
        ("completion", null),
    ];

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["jobs"] = "what runs and ran: list, follow, explain and end jobs",
        ["minions"] = "who is there, and whom a target means",
        ["pillar"] = "what minions are told alone",
        ["keys"] = "who may connect",
        ["operators"] = "who may give commands from elsewhere: certificates",
        ["schedule"] = "what runs by itself, when, and what became of it",
        ["state"] = "how minions should be",
    };

    public static IEnumerable<Verb> All => Names.Select(name => Find(name.Group, name.Word)!);

    /// <summary>Groups, and verbs that are in none, in help's order.</summary>
    public static IEnumerable<string> TopLevel => Names.Select(name => name.Group).Distinct();

    public static string SummaryOf(string group) => Groups[group];

    public static bool IsGroup(string word) => Array.Exists(Names, name => name.Group == word && name.Word is not null);

    public static IEnumerable<string> WordsOf(string group) =>
        Names.Where(name => name.Group == group).Select(name => name.Word!);

    /// <param name="word">The second word, where <paramref name="group"/> is a group. Salt's own names are known too.</param>
    public static Verb? Find(string group, string? word) => (group, word) switch
    {
        ("run", _) => RunVerb.Declare(),
        ("jobs", "active") => JobsActive.Active().ToVerb("jobs active"),
        ("jobs", "list" or "list_jobs") => JobsList.ListJobs().ToVerb("jobs list"),
        ("jobs", "show") => JobsShow.Show().ToVerb("jobs show"),
        ("jobs", "list_job") => JobsListJob.ListJob().ToVerb("jobs list_job"),
        ("jobs", "print" or "print_job") => JobsListJob.PrintJob().ToVerb("jobs print"),
        ("jobs", "lookup" or "lookup_jid") => JobsLookup.LookupJid().ToVerb("jobs lookup"),
        ("jobs", "attach") => JobsAttach.Declare(),
        ("jobs", "last-run" or "last_run") => JobsLastRun.LastRun().ToVerb("jobs last-run"),
        ("jobs", "exit-success" or "exit_success") => JobsExitSuccess.ExitSuccess().ToVerb("jobs exit-success"),
        ("jobs", "failed") => JobsFailed.Failed().ToVerb("jobs failed"),
        ("jobs", "stats") => JobsStats.Stats().ToVerb("jobs stats"),
        ("jobs", "explain") => JobsExplain.Explain().ToVerb("jobs explain"),
        ("jobs", "purge") => JobsPurge.Declare(),
        ("jobs", "signal") => JobsSignal.DeclareSignal(),
        ("jobs", "term") => JobsSignal.DeclareTerm(),
        ("jobs", "kill") => JobsSignal.DeclareKill(),
        ("minions", "list") => Manage.List().ToVerb("minions list"),
        ("minions", "up") => Manage.Up().ToVerb("minions up"),
        ("minions", "down") => Manage.Down().ToVerb("minions down"),
        ("minions", "status") => Manage.Status().ToVerb("minions status"),
        ("minions", "versions") => Manage.Versions().ToVerb("minions versions"),
        ("minions", "match") => MinionsMatch.Declare(),
        ("pillar", "show") => PillarVerbs.DeclareShow(),
        ("pillar", "refresh") => PillarVerbs.DeclareRefresh(),
        ("keys", "list") => KeysList.Declare(),
        ("keys", "accept") => KeysChange.DeclareAccept(),
        ("keys", "reject") => KeysChange.DeclareReject(),
        ("keys", "delete") => KeysChange.DeclareDelete(),
        ("keys", "finger") => KeysShow.DeclareFinger(),
        ("keys", "print") => KeysShow.DeclarePrint(),
        ("keys", "token") => KeysToken.Declare(),
        ("operators", "issue") => OperatorsIssue.Declare(),
        ("operators", "list") => OperatorsList.Declare(),
        ("operators", "revoke") => OperatorsRevoke.Declare(),
        ("schedule", "list") => FleetSchedule.DeclareList(),
        ("schedule", "next") => FleetSchedule.DeclareNext(),
        ("schedule", "history") => FleetSchedule.DeclareHistory(),
        ("state", "apply") => StateVerbs.DeclareApply(),
        ("runner", _) => RunnerVerb.Declare(),
        ("render", _) => RenderVerb.Declare(),
        ("events", _) => EventsVerb.Declare(),
        ("dev", _) => DevVerb.Declare(),
        ("completion", _) => CompletionVerb.Declare(),
        ("complete", _) => CompleteVerb.Declare(),
        _ => null,
    };
}

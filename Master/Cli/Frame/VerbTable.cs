using Salt.Cli.Attach;
using Salt.Cli.Dev;
using Salt.Cli.Events;
using Salt.Cli.Jobs;
using Salt.Cli.Keys;
using Salt.Cli.Minions;
using Salt.Cli.Run;

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
        ("jobs", "signal"),
        ("jobs", "term"),
        ("jobs", "kill"),
        ("minions", "list"),
        ("minions", "up"),
        ("minions", "down"),
        ("minions", "status"),
        ("keys", "list"),
        ("keys", "accept"),
        ("keys", "reject"),
        ("keys", "delete"),
        ("keys", "finger"),
        ("keys", "print"),
        ("keys", "token"),
        ("events", null),
        ("dev", null),
    ];

    public static IEnumerable<Verb> All => Names.Select(name => Find(name.Group, name.Word)!);

    public static bool IsGroup(string word) => Array.Exists(Names, name => name.Group == word && name.Word is not null);

    public static IEnumerable<string> WordsOf(string group) =>
        Names.Where(name => name.Group == group).Select(name => name.Word!);

    /// <param name="word">The second word, where <paramref name="group"/> is a group. Salt's own names are known too.</param>
    public static Verb? Find(string group, string? word) => (group, word) switch
    {
        ("run", _) => RunVerb.Declare(),
        ("jobs", "active") => JobsActive.Declare(),
        ("jobs", "list" or "list_jobs") => JobsList.Declare(),
        ("jobs", "show") => JobsShow.Declare(),
        ("jobs", "list_job") => JobsListJob.DeclareListJob(),
        ("jobs", "print" or "print_job") => JobsListJob.DeclarePrint(),
        ("jobs", "lookup" or "lookup_jid") => JobsLookup.Declare(),
        ("jobs", "attach") => JobsAttach.Declare(),
        ("jobs", "signal") => JobsSignal.DeclareSignal(),
        ("jobs", "term") => JobsSignal.DeclareTerm(),
        ("jobs", "kill") => JobsSignal.DeclareKill(),
        ("minions", "list") => MinionsVerbs.DeclareList(),
        ("minions", "up") => MinionsVerbs.DeclareUp(),
        ("minions", "down") => MinionsVerbs.DeclareDown(),
        ("minions", "status") => MinionsVerbs.DeclareStatus(),
        ("keys", "list") => KeysList.Declare(),
        ("keys", "accept") => KeysChange.DeclareAccept(),
        ("keys", "reject") => KeysChange.DeclareReject(),
        ("keys", "delete") => KeysChange.DeclareDelete(),
        ("keys", "finger") => KeysShow.DeclareFinger(),
        ("keys", "print") => KeysShow.DeclarePrint(),
        ("keys", "token") => KeysToken.Declare(),
        ("events", _) => EventsVerb.Declare(),
        ("dev", _) => DevVerb.Declare(),
        _ => null,
    };
}

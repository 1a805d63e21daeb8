using Salt.Cli.Frame;

namespace Salt.Cli.Run;

/// <summary>The options of <c>run</c>.</summary>
internal static class RunOptions
{
    public static readonly Option Timeout = new(["-t", "--timeout"], "SECONDS", "wait this long for a minion to accept, 5 by default");
    public static readonly Option Limit = new(["-B", "--background"], "SECONDS", "kill the job after this long");
    public static readonly Option Follow = new("--follow", "print what the job prints as it comes, each line behind its minion");
    public static readonly Option Async = new("--async", "print the jid and leave");
    public static readonly Option Static = new(["-s", "--static"], null, "print when all is there");
    public static readonly Option Verbose = new(["-v", "--verbose"], null, "begin with the jid");
    public static readonly Option ShowJid = new("--show-jid", "print the jid on a line of its own");
    public static readonly Option Summary = new("--summary", "end with counts; print equal refusals once");
    public static readonly Option HideTimeout = new("--hide-timeout", "do not print who did not return");
    public static readonly Option Documentation = new(["-d", "--doc"], null, "print what a module or function is for");
    public static readonly Option Metadata = new(["--metadata"], "JSON", "an object that is kept with the job");

    public static IReadOnlyList<Option> All { get; } =
    [
        .. TargetKinds.Options,
        Timeout, Limit, Follow, Async, Static, Verbose, ShowJid, Summary, HideTimeout, Documentation, Metadata,
    ];

    public static RunDisplay DisplayOf(Words words) => new(
        words.Has(Static), words.Has(Verbose), words.Has(ShowJid), words.Has(Summary), words.Has(HideTimeout), words.Has(Follow));
}

using Salt.Cli.Completion;
using Salt.Cli.Frame;

namespace Salt.Cli.Run;

/// <summary>The options of <c>run</c>.</summary>
internal static class RunOptions
{
    public static readonly Option Timeout = new(["-t", "--timeout"], "SECONDS", "wait this long for a minion to accept, 5 by default");
    public static readonly Option Limit = new(["-B", "--background"], "SECONDS", "kill the job after this long");

    // Salt's -P is a kind of target. A target is never a number, and the seconds are nothing else.
    public static readonly Option Poll = new(
        ["-P", "--poll"], "SECONDS", "report progress this often; 0: wait for acceptance only and print the started records")
    {
        Fits = IsWholeNumber,
    };

    public static readonly Option Follow = new("--follow", "print what the job prints as it comes, each line behind its minion");
    public static readonly Option Async = new("--async", "print the jid and leave");
    public static readonly Option Static = new(["-s", "--static"], null, "print when all is there");
    public static readonly Option Verbose = new(["-v", "--verbose"], null, "begin with the jid");
    public static readonly Option ShowJid = new("--show-jid", "print the jid on a line of its own");
    public static readonly Option Summary = new("--summary", "end with counts; print equal refusals once");
    public static readonly Option HideTimeout = new("--hide-timeout", "do not print who did not return");
    public static readonly Option Documentation = new(["-d", "--doc"], null, "print what a module or function is for");
    public static readonly Option ArgsSeparator = new(
        ["--args-separator"], "TEXT", "what stands between the arguments of FUN1,FUN2; a comma by default");
    public static readonly Option Metadata = new(["--metadata"], "JSON", "an object that is kept with the job");

    public static readonly Option Batch = new(["-b", "--batch-size", "--batch"], "N|N%", "so many targets at once; the next starts when one has ended");
    public static readonly Option BatchWait = new(["--batch-wait"], "SECONDS", "the next starts so long after one has ended");
    public static readonly Option FailHard = new("--failhard", "with --batch: start no further target once one has failed; without it all start at once");
    public static readonly Option FailLimit = new(["--fail-limit"], "N|N%", "with --batch: start no further target once so many have failed");
    public static readonly Option IfOffline = new(["--if-offline"], "skip|queue", "queue: keep the job for targets that are away") { Values = ValueSources.IfOffline };
    public static readonly Option Expires = new(["--expires"], "TIME", "with queue: keep it so long, 24h by default");

    public static IReadOnlyList<Option> All { get; } =
    [
        .. TargetKinds.Options, TargetKinds.Delimiter,
        Timeout, Limit, Poll, Follow, Async, Static, Verbose, ShowJid, Summary, HideTimeout, Documentation, ArgsSeparator, Metadata,
        Batch, BatchWait, FailHard, FailLimit, IfOffline, Expires,
        .. StateOptions.All,
    ];

    private static bool IsWholeNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    public static RunDisplay DisplayOf(Words words) => new(
        words.Has(Static), words.Has(Verbose), words.Has(ShowJid), words.Has(Summary), words.Has(HideTimeout), words.Has(Follow));
}

using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Cli.Run;

/// <summary>The options that say what kind of expression a target is, and Salt's name of each kind.</summary>
internal static class TargetKinds
{
    private const string Glob = "glob";

    private static readonly (Option Option, string Kind)[] Kinds =
    [
        (new Option(["-L", "--list"], null, "TARGET is a comma-separated list of minion ids"), "list"),
        (new Option(["-E", "--pcre"], null, "TARGET is a regular expression on minion ids"), "pcre"),
        (new Option(["-G", "--grain"], null, "TARGET is GRAIN:GLOB"), "grain"),
        (new Option(["-P", "--grain-pcre"], null, "TARGET is GRAIN:REGULAR-EXPRESSION; -P only where no number follows"), "grain_pcre"),
        (new Option(["-I", "--pillar"], null, "TARGET is PILLAR-KEY:GLOB"), "pillar"),
        (new Option(["-J", "--pillar-pcre"], null, "TARGET is PILLAR-KEY:REGULAR-EXPRESSION"), "pillar_pcre"),
        (new Option(["-C", "--compound"], null, "TARGET combines the other kinds: 'G@os:Debian and web*'"), "compound"),
        (new Option(["-S", "--ipcidr"], null, "TARGET is an address or a subnet"), "ipcidr"),
        (new Option(["-R", "--range"], null, "TARGET is a range expression: refused, there is no range server") { IsHidden = true }, "range"),
        (new Option(["-N", "--nodegroup"], null, "TARGET is a nodegroup of the master's configuration"), "nodegroup"),
    ];

    public static IEnumerable<Option> Options => Kinds.Select(kind => kind.Option);

    public static Option Delimiter { get; } = new(["--delimiter"], "CHAR", "between keys and value of a grain or pillar target, a colon unless said otherwise");

    /// <summary>Empty: a colon.</summary>
    /// <exception cref="SaltException">It is no single character.</exception>
    public static string DelimiterOf(Words words) => words.ValueOf(Delimiter) switch
    {
        null => "",
        { Length: 1 } one => one,
        var other => throw new SaltException(Failure.BadRequest, $"{Delimiter.Name} takes one character, not '{other}'"),
    };

    /// <exception cref="SaltException">More than one kind was given.</exception>
    public static string Of(Words words)
    {
        var given = Array.FindAll(Kinds, kind => words.Has(kind.Option));
        return given.Length switch
        {
            0 => Glob,
            1 => given[0].Kind,
            _ => throw new SaltException(
                Failure.BadRequest,
                $"{given[0].Option.Name} and {given[1].Option.Name} exclude each other: a target is of one kind"),
        };
    }
}

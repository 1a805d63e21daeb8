using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary>One of the lists that keys are shown in. The wire, Salt's JSON and Salt's headings each have a word for it.</summary>
/// <param name="State">On the wire.</param>
/// <param name="Folder">In JSON: the name of Salt's folder.</param>
/// <param name="Title">Above the list.</param>
/// <param name="Code">The colour of the list; its title's is the bold one.</param>
internal sealed record KeySection(string State, string Folder, string Title, string Code)
{
    public static readonly KeySection Accepted = new("accepted", "minions", "Accepted Keys:", "32");
    public static readonly KeySection Denied = new("denied", "minions_denied", "Denied Keys:", "35");
    public static readonly KeySection Pending = new("pending", "minions_pre", "Unaccepted Keys:", "31");
    public static readonly KeySection Rejected = new("rejected", "minions_rejected", "Rejected Keys:", "34");

    /// <summary>The master's own keys.</summary>
    public static readonly KeySection Local = new("", "local", "Local Keys:", "35");

    /// <summary>In the order of a page.</summary>
    public static readonly IReadOnlyList<KeySection> Minions = [Accepted, Denied, Pending, Rejected];

    /// <summary>In the order of Salt's JSON.</summary>
    public static readonly IReadOnlyList<KeySection> MinionsInJson = [Accepted, Pending, Rejected, Denied];

    public IEnumerable<KeyView> Of(IEnumerable<KeyView> keys) =>
        keys.Where(key => key.State == State).OrderBy(key => key.Id, StringComparer.Ordinal);

    /// <summary>The sections that a word after <c>keys list</c> names, by its beginning as in Salt; null if it names none.</summary>
    public static IReadOnlyList<KeySection>? Named(string word) => word switch
    {
        "all" => Minions,
        _ when Begins(word, "acc") => [Accepted],
        _ when Begins(word, "den") => [Denied],
        _ when Begins(word, "pre") || Begins(word, "un") || Begins(word, "pend") => [Pending],
        _ when Begins(word, "rej") => [Rejected],
        _ => null,
    };

    private static bool Begins(string word, string beginning) => word.StartsWith(beginning, StringComparison.Ordinal);
}

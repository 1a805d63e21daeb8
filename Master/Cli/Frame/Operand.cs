using Salt.Cli.Completion;

namespace Salt.Cli.Frame;

/// <summary>A word that a verb takes by its place.</summary>
/// <param name="Name">As help shows it: <c>TARGET</c>.</param>
/// <param name="Help">One line; empty where the name says it.</param>
internal sealed record Operand(string Name, string Help = "")
{
    public static readonly Operand Target = new("TARGET", "whom: a glob on minion ids, unless an option says another kind") { Values = ValueSources.Minions };
    public static readonly Operand Jid = new("JID", "the job: 20 digits, as jobs list shows them") { Values = ValueSources.Jids };
    public static readonly Operand KeyValues = new("KEY=VALUE", "arguments by name") { IsOptional = true, IsMany = true };

    /// <summary>It may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>It may be repeated. Behind it there can only be others of the kind.</summary>
    public bool IsMany { get; init; }

    /// <summary>What completion offers for it; null: nothing.</summary>
    public ValueSource? Values { get; init; }
}

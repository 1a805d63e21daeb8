using Salt.Cli.Frame;
using Salt.Cli.Tables;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>Minions on a terminal: who is there, since when, from where, with which version.</summary>
internal static class MinionTable
{
    public static void Print(Terminal terminal, IEnumerable<MinionView> minions)
    {
        var table = new TableText("Minion", "Status", "Since", "Address", "Version");
        foreach (var minion in minions.OrderBy(minion => minion.Id, StringComparer.Ordinal))
        {
            table.Add(
                (minion.Id, ""),
                minion.Duplicate.Length > 0 ? ($"duplicate, also {minion.Duplicate}", "red") : minion.Up ? ("up", "green") : ("down", "red"),
                (minion.SinceUs > 0 ? Instants.Iso(minion.SinceUs) : "", ""),
                (minion.Address, ""),
                (minion.Version, ""));
        }

        table.Print(terminal);
    }
}

using Salt.Shared.Identities;

namespace Salt.Master.Store.Sqlite;

/// <summary>A job's targets in one column: no id has a comma.</summary>
internal static class MinionList
{
    public static string Join(IReadOnlyList<MinionId> minions) => string.Join(',', minions);

    public static IReadOnlyList<MinionId> Split(string column) =>
        column.Length == 0 ? [] : Array.ConvertAll(column.Split(','), MinionId.Parse);
}

namespace Salt.Minion.Supervision.Trees;

/// <summary>The text of <c>cgroup.events</c>.</summary>
/// <param name="Populated">A process lives in the group or below it; a zombie does not.</param>
/// <param name="Frozen">All of them stand still.</param>
internal readonly record struct CgroupEvents(bool Populated, bool Frozen)
{
    /// <param name="text">Null: the group is gone.</param>
    public static CgroupEvents Parse(string? text) =>
        text is null ? default : new CgroupEvents(Has(text, "populated 1"), Has(text, "frozen 1"));

    private static bool Has(string text, string line) => text.Contains(line, StringComparison.Ordinal);
}

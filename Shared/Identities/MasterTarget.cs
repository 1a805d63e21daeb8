namespace Salt.Shared.Identities;

/// <summary>The master as a target: the id that its own runs and its own schedule stand under. No minion has it.</summary>
public static class MasterTarget
{
    private const string Suffix = "_master";

    /// <param name="master">The master's name.</param>
    /// <returns>As in Salt the name with <c>_master</c> behind it; <c>master</c> where that is no id.</returns>
    public static MinionId Of(string master) => MinionId.TryParse(master + Suffix, out var id) ? id : MinionId.Parse("master");
}

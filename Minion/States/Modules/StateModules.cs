namespace Salt.Minion.States.Modules;

/// <summary>The state modules that every minion has.</summary>
internal static class StateModules
{
    public static StateCatalog Catalog { get; } = new(
    [
        .. CmdStates.Functions,
        .. ScheduleStates.Functions,
        .. TestStates.Functions,
    ]);
}

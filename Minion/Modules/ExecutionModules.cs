using Salt.Minion.Modules.Cmd;
using Salt.Minion.Modules.Schedules;

namespace Salt.Minion.Modules;

/// <summary>The execution modules that every minion has.</summary>
public static class ExecutionModules
{
    public static FunctionCatalog Catalog { get; } = new(
    [
        .. AsyncModule.Functions,
        .. CmdModule.Functions,
        .. CpModule.Functions,
        .. EnvironModule.Functions,
        .. FileModule.Functions,
        .. GrainsModule.Functions,
        .. PillarModule.Functions,
        .. PkgModule.Functions,
        .. SaltutilModule.Functions,
        .. ScheduleModule.Functions,
        .. SlsutilModule.Functions,
        .. StateModule.Functions,
        .. SysModule.Functions,
        .. TestModule.Functions,
        .. UserModule.Functions,
    ]);
}

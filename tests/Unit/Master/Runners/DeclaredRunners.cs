using Salt.Master.Runners;
using Salt.Master.Runners.Modules;

namespace Salt.Tests.Unit.Master.Runners;

/// <summary>The master's runner functions as they are declared, over a master that is not there.</summary>
internal static class DeclaredRunners
{
    public static RunnerCatalog Catalog { get; } = new(
    [
        .. new JobsModule(null!).Functions,
        .. new JobListModule(null!, TimeProvider.System).Functions,
        .. new ManageModule(null!, null!, "").Functions,
        .. new CacheModule(null!, null!, null!).Functions,
        .. new PillarModule(null!, null!).Functions,
        .. new EventModule(null!).Functions,
        .. new TestModule(TimeProvider.System).Functions,
    ]);

    public static IEnumerable<string> Names => Catalog.All.Select(function => function.Name);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Store.Cache;
using Salt.Master.Store.Sqlite;

namespace Salt.Master.Store;

/// <summary>Adds the master's history, and the cache of what it can ask for again.</summary>
public static class StoreSetup
{
    /// <param name="cache">The master's folder below <c>cachedir</c>.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, string cache) =>
        services
            .AddSingleton<IJobStore>(provider =>
            {
                var log = provider.GetRequiredService<ILogger<SqliteStore>>();
                var store = SqliteStore.Open(Path.Combine(cache, "jobs", "jobs.db"), provider.GetRequiredService<TimeProvider>());
                if (store.SetAside is { } aside) log.DatabaseSetAside(aside);
                if (store.Damage is { } damage) log.JobLogDamaged(damage.Path, damage.Offset, damage.Bytes);
                return store;
            })
            .AddSingleton(provider => new CacheDatabase(
                Path.Combine(cache, "cache.db"),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<CacheDatabase>>()))
            .AddSingleton<IMinionStore, MinionCache>()
            .AddSingleton<IEventStore, EventCache>();
}

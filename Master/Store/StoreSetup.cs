using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Store.Sqlite;

namespace Salt.Master.Store;

/// <summary>Adds the master's history.</summary>
public static class StoreSetup
{
    /// <param name="cache">The master's folder below <c>cachedir</c>.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, string cache) =>
        services
            .AddSingleton(provider =>
            {
                var store = SqliteStore.Open(Path.Combine(cache, "jobs", "jobs.db"), provider.GetRequiredService<TimeProvider>());
                if (store.SetAside is { } aside) provider.GetRequiredService<ILogger<SqliteStore>>().DatabaseSetAside(aside);
                return store;
            })
            .AddSingleton<IJobStore>(provider => provider.GetRequiredService<SqliteStore>())
            .AddSingleton<IMinionStore>(provider => provider.GetRequiredService<SqliteStore>())
            .AddSingleton<IEventStore>(provider => provider.GetRequiredService<SqliteStore>());
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Minion.Link;
using Salt.Minion.Link.Identity;
using Salt.Minion.Supervision;

namespace Salt.Minion.Hosting;

/// <summary>What comes before any loop of the daemon: its cache is locked, its pid is on disk, its key is there, and it knows the machine
/// that it is on.</summary>
internal sealed class OwnPlace(IServiceProvider services, MinionOptions options) : IHostedService
{
    /// <exception cref="Salt.Shared.Errors.SaltException">The daemon cannot start: what to change is in the message.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<CacheLock>();
        services.GetRequiredService<PidFile>();
        services.GetRequiredService<MinionIdentity>();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Hosting");
        foreach (var warning in options.Warnings) log.ConfigurationWarning(warning);
        OwnFolder.Make(services.GetRequiredService<SupervisionOptions>().RunDir);
        await services.GetRequiredService<CurrentGrains>().RefreshAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

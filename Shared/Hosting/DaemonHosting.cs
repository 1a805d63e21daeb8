using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Salt.Hosting;

/// <summary>What both daemons have in common: logs, clock, service manager, signals, memory at rest, and loops that do not end unnoticed.</summary>
public static class DaemonHosting
{
    /// <summary>To be called first: what is added after it is watched.</summary>
    /// <param name="status">What the daemon is, one line for <c>systemctl status</c>.</param>
    public static IServiceCollection AddDaemon(
        this IServiceCollection services, ILoggerFactory logs, TimeProvider clock, ServiceManager manager, string status)
    {
        services
            .AddSingleton(logs)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(clock)
            .AddSingleton(manager)
            .AddSingleton<IHostedService>(_ => new ServiceStatus(manager.Notifier, status))
            .AddSingleton(provider => new LoopWatch(
                provider, provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<ILogger<LoopWatch>>()))
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<LoopWatch>());
        services.AddSingleton<IdleMemory>().AddLoop<IdleMemory>((memory, stopping) => memory.RunAsync(stopping));
        // SIGTERM and Ctrl-C end the daemon; it says so itself, in its own log.
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        // The watch decides what a loop's fault means.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        return services;
    }

    /// <summary>Adds a loop: it begins when its turn in the start comes, and runs until the daemon stops.</summary>
    /// <param name="run">Returns only when its token is cancelled.</param>
    public static IServiceCollection AddLoop<T>(this IServiceCollection services, Func<T, CancellationToken, Task> run)
        where T : class =>
        services.AddSingleton<IHostedService>(provider => new DaemonLoop(typeof(T).Name, () =>
        {
            var part = provider.GetRequiredService<T>();
            return token => run(part, token);
        }));

    /// <summary>Runs a host that has been started until it is asked to stop, and stops it.</summary>
    /// <exception cref="Exception">A loop ended that should not have: the daemon's own fault.</exception>
    public static async Task RunToTheEndAsync(this IHost host)
    {
        await host.WaitForShutdownAsync();
        if (host.Services.GetRequiredService<LoopWatch>().Fault is { } fault) throw new LoopEndedException(fault);
    }
}

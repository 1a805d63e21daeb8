using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Salt.Hosting;

/// <summary>Sees to it that no loop of a daemon ends unnoticed: one that ends, by a fault or without, while nobody asked the daemon to
/// stop is logged and ends the daemon, whose exit code then says so.</summary>
internal sealed class LoopWatch(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<LoopWatch> log) : IHostedLifecycleService
{
    private volatile Exception? _fault;

    /// <summary>Why a loop ended that should not have; null: none did.</summary>
    public Exception? Fault => _fault;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var loop in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            _ = loop.ExecuteTask?.ContinueWith(
                ended => Ended(loop, ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Ended(BackgroundService loop, Task ended)
    {
        // What a loop throws while the daemon stops is a fault all the same; that it ends then is what it was asked to do.
        var isStopping = lifetime.ApplicationStopping.IsCancellationRequested;
        if (isStopping && !ended.IsFaulted) return;

        var name = loop is DaemonLoop named ? named.Name : loop.GetType().Name;
        var fault = ended.Exception?.GetBaseException() ?? new InvalidOperationException($"{name} ended by itself");
        if (Interlocked.CompareExchange(ref _fault, fault, null) is not null) return;
        log.LoopEnded(fault, name);
        lifetime.StopApplication();
    }
}

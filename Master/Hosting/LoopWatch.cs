using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Salt.Master.Hosting;

/// <summary>Sees to it that no loop of the master ends without the master: one that breaks or comes back by itself stops the
/// whole, which whoever restarts it is told by the exit code. A master with a part of it gone would look alive.</summary>
internal sealed class LoopWatch(IEnumerable<BackgroundService> loops, IHostApplicationLifetime lifetime, ILogger log)
{
    /// <summary>Until the master stops.</summary>
    /// <exception cref="InvalidOperationException">A loop came back by itself.</exception>
    public async Task RunAsync()
    {
        var running = loops.Where(loop => loop.ExecuteTask is not null).ToDictionary(loop => loop.ExecuteTask!, loop => loop.GetType().Name);
        var isStopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopping = lifetime.ApplicationStopping.Register(() => isStopping.TrySetResult());
        var ended = await Task.WhenAny([isStopping.Task, .. running.Keys]);
        if (ended == isStopping.Task)
        {
            // The host stops for a loop that broke, too, and thinks nothing of it.
            if (running.Keys.FirstOrDefault(loop => loop.IsFaulted) is { } broken) await broken;
            return;
        }

        log.LoopEnded(running[ended], ended.Exception?.InnerException);
        lifetime.StopApplication();
        await ended;
        throw new InvalidOperationException($"the loop '{running[ended]}' has ended, which it never should");
    }
}

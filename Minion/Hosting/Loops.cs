namespace Salt.Minion.Hosting;

/// <summary>Loops that live and die together.</summary>
internal static class Loops
{
    /// <summary>Runs them until <paramref name="stopping"/> fires. If one fails, the others are stopped and its exception
    /// is thrown; one that returns before is done, and the others go on.</summary>
    public static async Task RunAsync(IReadOnlyList<Func<CancellationToken, Task>> loops, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = loops.Select(loop => loop(over.Token)).ToList();
        var failed = default(Task);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (!ended.IsFaulted && !(ended.IsCanceled && !over.IsCancellationRequested)) continue;
            failed ??= ended;
            await over.CancelAsync();
        }

        if (failed is not null) await failed;
    }
}

namespace Salt.Minion.Jobs;

/// <summary>Loops that live and die together.</summary>
internal static class Loops
{
    /// <summary>Runs them until <paramref name="stopping"/> fires. If one ends before, by an exception or by coming back, the
    /// others are stopped and that is thrown: a daemon with a part of it gone would look alive and do half its work.</summary>
    /// <exception cref="InvalidOperationException">One came back though nobody asked it to.</exception>
    public static async Task RunAsync(IReadOnlyList<Loop> loops, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = loops.Select(loop => RunAsync(loop, over.Token)).ToList();
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

    private static async Task RunAsync(Loop loop, CancellationToken over)
    {
        await loop.Run(over);
        if (!over.IsCancellationRequested) throw new InvalidOperationException($"the loop '{loop.Name}' has ended, which it never should");
    }
}

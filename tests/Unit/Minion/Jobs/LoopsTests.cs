using Salt.Minion.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

internal sealed class LoopsTests
{
    private static readonly Loop Endless = new("endless", stopping => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping));

    [Test]
    [CancelAfter(30_000)]
    public async Task A_loop_that_breaks_ends_all() =>
        await Assert.ThrowsAsync<IOException>(() => Loops.RunAsync([Endless, new("broken", _ => throw new IOException())], CancellationToken.None));

    [Test]
    [CancelAfter(30_000)]
    public async Task A_loop_that_comes_back_by_itself_ends_all()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => Loops.RunAsync([Endless, new("brief", _ => Task.CompletedTask)], CancellationToken.None));
        Assert.That(e!.Message, Is.EqualTo("the loop 'brief' has ended, which it never should"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_loop_that_is_cancelled_by_nobody_here_ends_all() =>
        await Assert.ThrowsAsync<TaskCanceledException>(() => Loops.RunAsync([Endless, new("cancelled", _ => Task.FromCanceled(new CancellationToken(true)))], CancellationToken.None));

    [Test]
    [CancelAfter(30_000)]
    public async Task Loops_that_are_asked_to_stop_end_in_peace()
    {
        using var stopping = new CancellationTokenSource();
        var running = Loops.RunAsync([Endless, new("quick", async over => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))], stopping.Token);
        await stopping.CancelAsync();
        await running;
    }
}

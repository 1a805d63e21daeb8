using System.Runtime.CompilerServices;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>A job's events as they come, and something to be done every so often while none does.</summary>
internal static class TickingEvents
{
    public static async IAsyncEnumerable<JobEvent> OfAsync(
        IAsyncEnumerable<JobEvent> events, TimeSpan period, Action tick, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var stream = events.GetAsyncEnumerator(cancellationToken);
        using var timer = new PeriodicTimer(period, clock);
        // Not the token's: it ends the stream, and that ends this.
        var due = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        var next = stream.MoveNextAsync().AsTask();
        while (true)
        {
            if (await Task.WhenAny(next, due) == due && !next.IsCompleted)
            {
                tick();
                due = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                continue;
            }

            if (!await next) yield break;
            yield return stream.Current;
            next = stream.MoveNextAsync().AsTask();
        }
    }
}

using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Cli.Connection;

/// <summary>Waits for a master that went away under a call: jobs do not end with it.</summary>
internal sealed class MasterReturn(Invocation invocation, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="later">What to do once it is back, should it not come in time: the end of a sentence.</param>
    /// <exception cref="SaltException">It did not come back.</exception>
    public async Task<MasterConnection> WaitAsync(string jid, string later, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            await Task.Delay(Pause, clock, cancellationToken);
            try
            {
                return await invocation.ConnectAsync(cancellationToken);
            }
            catch (SaltException e) when (e.Failure == Failure.Unavailable)
            {
                if (clock.GetElapsedTime(start) < Patience) continue;
                throw new SaltException(
                    Failure.Unavailable,
                    $"The master went away and did not come back. Job {jid} goes on; once the master is back, {later}",
                    inner: e);
            }
        }
    }
}

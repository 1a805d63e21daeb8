using Microsoft.Extensions.Hosting;
using Salt.Master.Jobs;
using Salt.Master.Keys;

namespace Salt.Master.Sessions;

/// <summary>Cuts the stream of a minion whose key is not accepted any more, and gives up its jobs: nobody will hear
/// of them.</summary>
internal sealed class RevokedKeys(KeyRing ring, SessionRegistry registry, MinionReports reports) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ring.Changed += Notice;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ring.Changed -= Notice;
        return Task.CompletedTask;
    }

    private void Notice(KeyChange change)
    {
        var id = change.Key.Id;
        if (registry.TryFind(id, out var session) && !ring.IsAccepted(id, session.Key)) session.Cut(SessionGate.Revoked(session));
        if (change.From == KeyState.Accepted && ring.Find(id) is not { State: KeyState.Accepted })
        {
            reports.GivenUp(id, "the minion's key is not accepted any more");
        }
    }
}

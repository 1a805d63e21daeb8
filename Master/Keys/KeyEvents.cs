using Microsoft.Extensions.Hosting;
using Salt.Master.Events;

namespace Salt.Master.Keys;

/// <summary>Tells the event bus what happens to keys, in Salt's words: <c>salt/auth</c> when a minion asks,
/// <c>salt/key</c> when a known key moves or goes.</summary>
internal sealed class KeyEvents(KeyRing ring, Enrolment enrolment, EventBus bus) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ring.Changed += Tell;
        enrolment.Answered += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ring.Changed -= Tell;
        enrolment.Answered -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(MinionKey key) => bus.Publish("salt/auth", data =>
    {
        data.WriteString("act", key.State switch
        {
            KeyState.Accepted => "accept",
            KeyState.Pending => "pend",
            KeyState.Rejected => "reject",
            _ => "denied",
        });
        data.WriteString("id", key.Id.ToString());
        data.WriteString("pub", key.Pem);
        data.WriteBoolean("result", key.State is KeyState.Accepted or KeyState.Pending);
    });

    private void Tell(KeyChange change)
    {
        // A key that is new was told of as salt/auth.
        if (change.From is null) return;
        bus.Publish("salt/key", data =>
        {
            data.WriteString("act", change.To switch
            {
                KeyState.Accepted => "accept",
                KeyState.Rejected => "reject",
                _ => "delete",
            });
            data.WriteString("id", change.Key.Id.ToString());
            data.WriteBoolean("result", true);
        });
    }
}

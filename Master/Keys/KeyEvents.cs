using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Events;

namespace Salt.Master.Keys;

/// <summary>Tells the log and the event bus what happens to keys, in Salt's words: <c>salt/auth</c> when a minion shows
/// its key, <c>salt/key</c> when a known key moves or goes.</summary>
internal sealed class KeyEvents(KeyRing ring, Enrolment enrolment, EventBus bus, ILogger<KeyEvents> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ring.Changed += Changed;
        enrolment.Answered += Authenticated;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ring.Changed -= Changed;
        enrolment.Answered -= Authenticated;
        return Task.CompletedTask;
    }

    private void Changed(KeyChange change)
    {
        var key = change.Key;
        if (change.To is { } state) log.KeyStands(key.Id, state, key.Fingerprint, key.Address);
        else log.KeyDeleted(key.Id, key.Fingerprint);

        if (change.From is not null) Moved(change);
        // What is not new and pending is answered to the minion, and told then.
        else if (change.To == KeyState.Pending) Authenticated(key);
    }

    private void Authenticated(MinionKey key) => bus.Publish("salt/auth", data =>
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

    private void Moved(KeyChange change) => bus.Publish("salt/key", data =>
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

using System.Collections.Concurrent;
using Salt.Master.Events;
using Salt.Shared.Identities;

namespace Salt.Master.Sessions;

/// <summary>Tells the event bus who comes and goes, in Salt's tags.</summary>
internal sealed class Presences(EventBus bus)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<MinionId, (string Address, DateTimeOffset Seen)> _duplicates = new();

    public void Came(Session session, bool fresh)
    {
        _duplicates.TryRemove(session.Id, out _);
        Change("new", session.Id);
        if (!fresh) return;
        var tag = $"salt/minion/{session.Id}/start";
        bus.Publish(tag, data =>
        {
            data.WriteString("cmd", "_minion_event");
            data.WriteString("data", $"Minion {session.Id} started");
            data.WriteString("id", session.Id.ToString());
            data.WriteString("tag", tag);
        });
    }

    public void Went(MinionId id) => Change("lost", id);

    /// <summary>A second machine claims the id of one that is connected.</summary>
    public void Duplicate(MinionId id, string address, DateTimeOffset now) => _duplicates[id] = (address, now);

    /// <returns>The second machine's address, or nothing.</returns>
    public string DuplicateOf(MinionId id, DateTimeOffset now) =>
        _duplicates.TryGetValue(id, out var duplicate) && now - duplicate.Seen < Remembered ? duplicate.Address : "";

    private void Change(string how, MinionId id) => bus.Publish("salt/presence/change", data =>
    {
        foreach (var list in (string[])["lost", "new"])
        {
            data.WriteStartArray(list);
            if (list == how) data.WriteStringValue(id.ToString());
            data.WriteEndArray();
        }
    });
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;

namespace Salt.Master.Schedules;

/// <summary>The schedule of the master's configuration: run by the scheduler, looked at by operators meanwhile.</summary>
internal sealed class MasterSchedule
{
    private readonly Lock _gate = new();
    private readonly ScheduleBook _book;
    private readonly TimeProvider _clock;

    public MasterSchedule(MasterScheduleOptions options, TimeProvider clock)
    {
        _clock = clock;
        _book = new ScheduleBook(Parse, (entry, _) => FireTimes.Splay(entry, options.Issuer));
        _book.Declare(ScheduleSource.Config, options.Entries, clock.GetUtcNow());
    }

    public T Read<T>(Func<ScheduleBook, T> look)
    {
        lock (_gate) return look(_book);
    }

    public IReadOnlyList<DueRun> TakeDue()
    {
        lock (_gate) return _book.TakeDue(_clock.GetUtcNow());
    }

    public void ClockSet(TimeSpan step)
    {
        lock (_gate) _book.ClockSet(step);
    }

    public void Began(string name)
    {
        lock (_gate)
        {
            if (_book.Find(name) is { } item) item.LastRun = _clock.GetUtcNow();
        }
    }

    /// <summary>Its entries, with when each last ran and runs next; times are of the master's zone.</summary>
    public JsonObject Describe(string? name)
    {
        var entries = new JsonObject();
        foreach (var item in Read(book => book.Items).Where(item => name is null || item.Name == name))
        {
            var described = item.Describe();
            if (item.LastRun is { } last) described["last_run"] = Text(last);
            if (item.Due is { } due) described["next_fire_time"] = Text(due);
            described["source"] = "master";
            entries[item.Name] = described;
        }

        return entries;
    }

    /// <param name="name">Of one that is wrong, the sentence about it stands in place of its times.</param>
    /// <param name="count">So many times of each entry that runs.</param>
    public JsonObject Next(string? name, int count)
    {
        var now = _clock.GetUtcNow();
        return Read(book =>
        {
            var times = new JsonObject();
            if (name is not null && book.Find(name) is { Fault: { } fault }) times[name] = $"Job {name} does not run: {fault}";
            foreach (var item in book.Items.Where(item => item.IsEnabled && book.Runs && (name is null || item.Name == name)))
            {
                var after = item.Seen > now ? item.Seen : now;
                times[item.Name] = new JsonArray([.. FireTimes.NextMany(item.Entry!, item.Anchor, after, count).Select(time => (JsonNode)Text(time))]);
            }

            return times;
        });
    }

    private static ScheduleEntry Parse(string name, JsonElement entry, DateTimeOffset now) =>
        MasterEntry.Parse(name, entry, new ScheduleContext(null, TimeZoneInfo.Local, now));

    private static string Text(DateTimeOffset time) => TimeFormat.Text(TimeZoneInfo.ConvertTime(time, TimeZoneInfo.Local), TimeFormat.Iso);
}

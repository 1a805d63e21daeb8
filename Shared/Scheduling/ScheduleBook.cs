using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Output;

namespace Salt.Shared.Scheduling;

/// <summary>The minion's schedule: entries of three sources, when each is due, and what became of those that were not run.
/// Values in, values out; no clock of its own. Not for several threads at once.</summary>
/// <param name="parse">From an entry's name and definition; throws <see cref="ScheduleEntryException"/>.</param>
/// <param name="splay">How much later than its time an entry's runs begin on this minion.</param>
public sealed class ScheduleBook(Func<string, JsonElement, DateTimeOffset, ScheduleEntry> parse, Func<ScheduleEntry, DateTimeOffset, TimeSpan> splay)
{
    /// <summary>A run that begins no later than this after its time is late; a later one is missed.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Among the entries, Salt's switch for all of them.</summary>
    private const string EnabledKey = "enabled";

    /// <summary>Among the entries, options for those that have none of that name.</summary>
    private static readonly string[] DefaultKeys = ["skip_function", "skip_during_range", "splay"];

    private const int MostMissed = 200;

    private readonly Dictionary<string, ScheduleItem> _items = [];
    private readonly PriorityQueue<(ScheduleItem Item, DateTimeOffset Due), DateTimeOffset> _queue = new();
    private readonly List<DueRun> _wanted = [];
    private readonly LinkedList<MissedRun> _missed = new();
    private readonly Dictionary<ScheduleSource, JsonObject> _declared = new()
    {
        [ScheduleSource.Added] = [],
        [ScheduleSource.Config] = [],
        [ScheduleSource.Pillar] = [],
    };

    private IReadOnlyDictionary<string, EntryProgress> _progress = ScheduleState.Empty.Progress;

    /// <summary>Whether the schedule as a whole runs, as somebody has said; null: nobody has, and it runs.</summary>
    public bool? Enabled { get; private set; }

    /// <summary>In order of name.</summary>
    public IReadOnlyList<ScheduleItem> Items => [.. _items.Values.OrderBy(item => item.Name, StringComparer.Ordinal)];

    /// <summary>What did not happen, oldest first.</summary>
    public IReadOnlyCollection<MissedRun> Missed => _missed;

    public JsonObject Added => _declared[ScheduleSource.Added];

    public ScheduleItem? Find(string name) => _items.GetValueOrDefault(name);

    public ScheduleState State => new(
        Enabled,
        Added,
        _items.Values.Where(item => item.Entry is not null).ToDictionary(item => item.Name, item => new EntryProgress(
            item.Definition, item.Anchor, item.Seen, item.LastRun, [.. item.Skips], [.. item.Extra])));

    /// <summary>Takes up what an earlier daemon kept. Runs that were due since are missed.</summary>
    public void Restore(ScheduleState state, DateTimeOffset now)
    {
        Enabled = state.Enabled;
        _progress = state.Progress;
        Declare(ScheduleSource.Added, state.Added, now);
    }

    /// <summary>One source says what it declares now. Entries that stay as they were go on as if nothing had been said.</summary>
    /// <returns>The entries that are new or different.</returns>
    public IReadOnlyList<ScheduleItem> Declare(ScheduleSource source, JsonObject entries, DateTimeOffset now)
    {
        _declared[source] = entries.DeepClone().AsObject();
        var wanted = new Dictionary<string, (ScheduleSource Source, JsonNode? Definition)>();
        foreach (var from in (ScheduleSource[])[ScheduleSource.Pillar, ScheduleSource.Config, ScheduleSource.Added])
        {
            foreach (var (name, definition) in _declared[from])
            {
                if (!IsSetting(name)) wanted[name] = (from, definition);
            }
        }

        var defaults = Defaults();
        foreach (var gone in _items.Keys.Except(wanted.Keys).ToList()) _items.Remove(gone);
        var changed = new List<ScheduleItem>();
        foreach (var (name, (from, definition)) in wanted)
        {
            var map = definition as JsonObject;
            if (map is not null && _items.TryGetValue(name, out var known) && known.Declares(from, map, defaults)) continue;
            var item = Make(name, from, map, defaults, now);
            _items[name] = item;
            changed.Add(item);
        }

        return changed;
    }

    /// <summary>The name is no entry's but a setting of the whole schedule.</summary>
    public static bool IsSetting(string name) => name == EnabledKey || DefaultKeys.Contains(name);

    /// <summary>Entries run, each if it is enabled itself.</summary>
    public bool Runs => Enabled ?? (!IsFalse(_declared[ScheduleSource.Config][EnabledKey]) && !IsFalse(_declared[ScheduleSource.Pillar][EnabledKey]));

    /// <summary>When something is due next; null: nothing is.</summary>
    public DateTimeOffset? NextDue => _wanted.Count > 0 ? _wanted[0].Due : NextQueued;

    private DateTimeOffset? NextQueued
    {
        get
        {
            while (_queue.TryPeek(out var head, out var due))
            {
                if (IsCurrent(head)) return due;
                _queue.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Every run that is due, in order of time. Each is handed out once.</summary>
    public IReadOnlyList<DueRun> TakeDue(DateTimeOffset now)
    {
        var due = new List<DueRun>(_wanted);
        _wanted.Clear();
        while (NextQueued is { } first && first <= now)
        {
            var item = _queue.Dequeue().Item;
            if (item.Extra.Count > 0 && item.Extra.Min == first) TakeExtra(item, due);
            else if (now - first > Tolerance) CatchUp(item, (now - Tolerance).AddTicks(-1), due);
            else Take(item, due);
            Plan(item);
        }

        return due;
    }

    /// <summary>A new clock: intervals go on from where they were, other times are those of the new clock.</summary>
    public void ClockSet(TimeSpan step)
    {
        foreach (var item in _items.Values.Where(item => item.Entry is { IsInterval: true }))
        {
            item.Anchor += step;
            item.Seen += step;
            Plan(item);
        }
    }

    /// <summary>What is wrong with an entry, in one line; null: nothing.</summary>
    public string? Check(string name, JsonElement definition, DateTimeOffset now)
    {
        try
        {
            if (IsSetting(name)) throw new ScheduleEntryException($"{name} is a setting of the whole schedule, and no entry's name");
            parse(name, definition.ValueKind == JsonValueKind.Object ? JsonText.Of(Completed(JsonObject.Create(definition)!, Defaults())) : definition, now);
            return null;
        }
        catch (ScheduleEntryException e)
        {
            return e.Message;
        }
    }

    /// <summary>A run now, whether the entry is enabled or not.</summary>
    public void RunNow(ScheduleItem item, DateTimeOffset now) => _wanted.Add(new DueRun(item.Entry!, now));

    /// <summary>A run at another time than that of its timing.</summary>
    public void Postpone(ScheduleItem item, DateTimeOffset from, DateTimeOffset to)
    {
        item.Skips.Add(from);
        item.Extra.Add(to);
        Plan(item);
    }

    public void SetEnabled(bool enabled, DateTimeOffset now)
    {
        if (enabled && !Runs) foreach (var item in _items.Values) Resume(item, now);
        Enabled = enabled;
    }

    public void NotRun(MissedRun missed)
    {
        if (_missed.Last?.Value is { } last && last.Name == missed.Name && last.Reason == missed.Reason)
        {
            _missed.RemoveLast();
            missed = last with { Count = last.Count + missed.Count };
        }

        _missed.AddLast(missed);
        if (_missed.Count > MostMissed) _missed.RemoveFirst();
    }

    private static bool IsFalse(JsonNode? value) => value?.GetValueKind() == JsonValueKind.False;

    private JsonObject Defaults()
    {
        var defaults = new JsonObject();
        foreach (var source in (ScheduleSource[])[ScheduleSource.Pillar, ScheduleSource.Config])
        {
            foreach (var key in DefaultKeys)
            {
                if (_declared[source][key] is { } value) defaults[key] = value.DeepClone();
            }
        }

        return defaults;
    }

    private static JsonObject Completed(JsonObject definition, JsonObject defaults)
    {
        var completed = definition.DeepClone().AsObject();
        foreach (var (key, value) in defaults)
        {
            if (!completed.ContainsKey(key)) completed[key] = value!.DeepClone();
        }

        return completed;
    }

    private ScheduleItem Make(string name, ScheduleSource source, JsonObject? definition, JsonObject defaults, DateTimeOffset now)
    {
        var item = Parse(name, source, definition, defaults, now);
        if (item.Entry is not { } entry) return item;
        item.Anchor = item.Seen = now;
        if (_progress.TryGetValue(name, out var kept) && JsonNode.DeepEquals(kept.Definition, item.Definition))
        {
            item.Anchor = kept.Anchor;
            item.LastRun = kept.LastRun;
            item.Skips.UnionWith(kept.Skips);
            item.Extra.UnionWith(kept.Extra);
            item.Seen = kept.Seen < now ? kept.Seen : now;
        }

        if (item.IsEnabled && Runs) CatchUp(item, now, null);
        else item.Seen = now;
        if (entry.RunOnStart) item.Extra.Add(now);
        Plan(item);
        return item;
    }

    private ScheduleItem Parse(string name, ScheduleSource source, JsonObject? definition, JsonObject defaults, DateTimeOffset now)
    {
        try
        {
            if (definition is null) throw new ScheduleEntryException("the entry is no map of options");
            return new ScheduleItem(name, source, definition.DeepClone().AsObject())
            {
                Entry = parse(name, JsonText.Of(Completed(definition, defaults)), now),
                Defaults = defaults,
            };
        }
        catch (ScheduleEntryException e)
        {
            return new ScheduleItem(name, source, definition?.DeepClone().AsObject() ?? []) { Fault = e.Message, Defaults = defaults };
        }
    }

    private static void Resume(ScheduleItem item, DateTimeOffset now) => item.Seen = item.Seen > now ? item.Seen : now;

    /// <summary>Settles the runs that are long past, as the entry says.</summary>
    private void CatchUp(ScheduleItem item, DateTimeOffset until, List<DueRun>? due)
    {
        var entry = item.Entry!;
        var missed = FireTimes.MissedRuns(entry, item.Anchor, item.Seen, until);
        item.Seen = until > item.Seen ? until : item.Seen;
        if (missed.Count == 0) return;

        var runs = entry.Missed switch { MissedPolicy.Once => 1, MissedPolicy.All => missed.Count, _ => 0 };
        foreach (var time in missed.TakeLast(runs))
        {
            if (due is null) item.Extra.Add(time);
            else due.Add(RunAt(entry, time, time));
        }

        if (missed.Count > runs) NotRun(new MissedRun(item.Name, missed[0], missed.Count - runs, "the minion was not running"));
    }

    /// <summary>However late it is: nobody asked for it in vain.</summary>
    private void TakeExtra(ScheduleItem item, List<DueRun> due)
    {
        var time = item.Extra.Min;
        item.Extra.Remove(time);
        if (item.IsEnabled && Runs) due.Add(new DueRun(item.Entry!, time));
    }

    private void Take(ScheduleItem item, List<DueRun> due)
    {
        var entry = item.Entry!;
        var time = item.Next!.Value;
        item.Seen = time;
        if (!item.IsEnabled || !Runs) return;
        if (item.Skips.RemoveWhere(skip => IsSameSecond(skip, time)) > 0) NotRun(new MissedRun(item.Name, time, 1, "it was skipped on request"));
        else due.Add(RunAt(entry, time, item.Due!.Value));
        item.Skips.RemoveWhere(skip => skip < time);
    }

    private static DueRun RunAt(ScheduleEntry entry, DateTimeOffset time, DateTimeOffset due) =>
        new(entry with { Function = FireTimes.FunctionAt(entry, time) }, due);

    private static bool IsSameSecond(DateTimeOffset one, DateTimeOffset other) =>
        one.ToUnixTimeSeconds() == other.ToUnixTimeSeconds();

    private bool IsCurrent((ScheduleItem Item, DateTimeOffset Due) head) =>
        head.Item.Due == head.Due && ReferenceEquals(Find(head.Item.Name), head.Item);

    private void Plan(ScheduleItem item)
    {
        var entry = item.Entry!;
        item.Next = FireTimes.Next(entry, item.Anchor, item.Seen);
        item.Due = item.Next is { } next ? next + splay(entry, next) : null;
        if (item.Extra.Count > 0 && (item.Due is null || item.Extra.Min < item.Due)) item.Due = item.Extra.Min;
        if (item.Due is { } due) _queue.Enqueue((item, due), due);
    }
}

using System.Text.Json.Nodes;

namespace Salt.Shared.Scheduling;

/// <summary>One entry of the schedule and how far it has come.</summary>
public sealed class ScheduleItem(string name, ScheduleSource source, JsonObject definition)
{
    public string Name { get; } = name;

    public ScheduleSource Source { get; } = source;

    /// <summary>As it was declared; never changed.</summary>
    public JsonObject Definition { get; } = definition;

    /// <summary>What the schedule as a whole says for entries that do not say it themselves: part of what the entry means.</summary>
    public JsonObject Defaults { get; init; } = [];

    /// <summary>Null: the definition is wrong, see <see cref="Fault"/>.</summary>
    public ScheduleEntry? Entry { get; init; }

    /// <summary>One line; null: nothing is wrong.</summary>
    public string? Fault { get; init; }

    /// <summary>From here intervals are counted.</summary>
    public DateTimeOffset Anchor { get; set; }

    /// <summary>All runs up to here have been dealt with.</summary>
    public DateTimeOffset Seen { get; set; }

    /// <summary>The time of the next run, before its splay; null: there is none.</summary>
    public DateTimeOffset? Next { get; set; }

    /// <summary>The next run begins here.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>When the last run began; null: none has.</summary>
    public DateTimeOffset? LastRun { get; set; }

    /// <summary>Times of runs that are not to happen.</summary>
    public SortedSet<DateTimeOffset> Skips { get; } = [];

    /// <summary>Times of runs besides those of the timing: postponed ones.</summary>
    public SortedSet<DateTimeOffset> Extra { get; } = [];

    public bool IsEnabled => Entry is { Enabled: true };

    /// <summary>The definition, with what goes without saying; with <c>invalid</c>, if something is wrong.</summary>
    public JsonObject Describe()
    {
        var described = Definition.DeepClone().AsObject();
        described["name"] = Name;
        if (!described.ContainsKey("enabled")) described["enabled"] = true;
        if (!described.ContainsKey("jid_include")) described["jid_include"] = true;
        if (!described.ContainsKey("maxrunning")) described["maxrunning"] = 1;
        if (Fault is not null) described["invalid"] = Fault;
        return described;
    }

    public bool Declares(ScheduleSource source, JsonObject definition, JsonObject defaults) =>
        Source == source && JsonNode.DeepEquals(Definition, definition) && JsonNode.DeepEquals(Defaults, defaults);
}

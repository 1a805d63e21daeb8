using System.Text.Json;

namespace Salt.Shared.Scheduling;

/// <summary>One entry of a schedule, checked.</summary>
public sealed record ScheduleEntry
{
    public required string Name { get; init; }

    /// <summary><c>module.function</c></summary>
    public required string Function { get; init; }

    /// <summary>A list (<c>args</c>, <c>job_args</c>), or null.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>A map (<c>kwargs</c>, <c>job_kwargs</c>), or null.</summary>
    public JsonElement? Kwargs { get; init; }

    public required Timing Timing { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Runs of it at once, from 1.</summary>
    public int MaxRunning { get; init; } = 1;

    /// <summary>What the master is to do with its returns (<c>return_job</c>).</summary>
    public ReturnJob ReturnJob { get; init; }

    /// <summary>Its runs are among those that the minion shows as running, and count for <see cref="MaxRunning"/> (<c>jid_include</c>).</summary>
    public bool JidInclude { get; init; } = true;

    /// <summary>A map, or null.</summary>
    public JsonElement? Metadata { get; init; }

    public IReadOnlyList<string> Returners { get; init; } = [];

    /// <summary>It also runs when the daemon starts.</summary>
    public bool RunOnStart { get; init; }

    public MissedPolicy Missed { get; init; }

    public Splay? Splay { get; init; }

    /// <summary>It runs within it only, or, if <see cref="RangeInverted"/>, outside it only.</summary>
    public TimeWindow? Range { get; init; }

    public bool RangeInverted { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? After { get; init; }

    /// <summary>Times at which it does not run, to the second.</summary>
    public IReadOnlySet<long> SkipExplicit { get; init; } = new HashSet<long>();

    /// <summary>Times at which it runs besides those of its timing, in order.</summary>
    public IReadOnlyList<DateTimeOffset> RunExplicit { get; init; } = [];

    /// <summary>Runs, with the entry's arguments, at the times that are left out by <see cref="Range"/> (unless it is inverted),
    /// <see cref="SkipDuring"/> or <see cref="SkipExplicit"/>; null: nothing does.</summary>
    public string? SkipFunction { get; init; }

    /// <summary>It does not run within it.</summary>
    public TimeWindow? SkipDuring { get; init; }

    /// <summary>A run that falls into <see cref="SkipDuring"/> is made up for once, at its end.</summary>
    public bool RunAfterSkip { get; init; }

    /// <summary>When it was read: what is meant by today.</summary>
    public required DateTimeOffset Read { get; init; }

    public bool IsInterval => Timing is Timing.Interval;

    /// <param name="entry">As declared.</param>
    /// <exception cref="ScheduleEntryException">Everything that is wrong with it, in one line.</exception>
    public static ScheduleEntry Parse(string name, JsonElement entry, ScheduleContext context) => new EntryReader(name, entry, context).Read();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Scheduling;
using Salt.Shared.Values;

namespace Salt.Minion.Scheduling;

/// <summary>The minion's schedule for all who look at it or change it: the scheduler, functions, the pillar. Changes are on
/// disk when the call that made them returns.</summary>
/// <param name="sources">What configuration and pillar declare now.</param>
/// <param name="wake">Set when the scheduler has to look again.</param>
internal sealed class MinionSchedule(
    ScheduleBook book,
    ScheduleFile file,
    Func<ScheduleSource, JsonNode?> sources,
    ScheduledJobs jobs,
    WakeSignal wake,
    TimeProvider clock,
    ILogger log)
{
    /// <summary>Why nobody else can look at it.</summary>
    public const string OfDaemon = "ERROR: the schedule is the running daemon's; on the master: master-cli run ID schedule.list";

    private const int MostAnswers = 64;

    private static readonly ScheduleSource[] Declared = [ScheduleSource.Config, ScheduleSource.Pillar];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _unsaved = [];
    private readonly Queue<ScheduleAnswer> _answers = new();
    private readonly SortedDictionary<ScheduleSource, string> _noMaps = [];
    private bool _isDirty;
    private long _saved = clock.GetTimestamp();

    /// <summary>Takes up what an earlier daemon kept, and what the sources declare. Once, before anything else.</summary>
    public void Load()
    {
        lock (_gate)
        {
            var kept = ReadFile();
            foreach (var answer in kept.Answers.TakeLast(MostAnswers)) _answers.Enqueue(answer);
            book.Restore(kept, clock.GetUtcNow());
            Tell(book.Items);
            DeclareSources();
        }
    }

    /// <summary>What configuration or pillar declare has changed.</summary>
    public void SourcesChanged()
    {
        lock (_gate) DeclareSources();
        wake.Set();
    }

    /// <summary>Looks at the schedule.</summary>
    public T Read<T>(Func<ScheduleBook, T> look)
    {
        lock (_gate) return look(book);
    }

    /// <summary>What is wrong with whole sources, a line each.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate) return [.. _noMaps.Values];
        }
    }

    /// <summary>What is wrong with an entry, in one line; null: nothing.</summary>
    public string? Check(string name, JsonElement definition) => Read(current => current.Check(name, definition, clock.GetUtcNow()));

    /// <summary>A run now; nothing of it is kept.</summary>
    public void RunNow(ScheduleItem item)
    {
        lock (_gate) book.RunNow(item, clock.GetUtcNow());
        wake.Set();
    }

    /// <summary>Adds an entry, or replaces it. It has been checked.</summary>
    /// <param name="persist">It is to outlive the daemon.</param>
    /// <returns>Why it could not be kept, and so was not done; null: it is done.</returns>
    public string? Put(string name, JsonObject definition, bool persist, ScheduleAnswer answer) => Declare(name, definition, persist, answer);

    /// <inheritdoc cref="Put"/>
    public string? Remove(string name, ScheduleAnswer? answer) => Declare(name, null, persist: true, answer);

    /// <summary>Leaves out runs of an entry, or has it run at other times.</summary>
    /// <inheritdoc cref="Put"/>
    public string? Move(ScheduleItem item, DateTimeOffset from, DateTimeOffset? to)
    {
        lock (_gate)
        {
            var state = StateNow();
            if (state.Progress.TryGetValue(item.Name, out var progress))
            {
                state = state with
                {
                    Progress = new Dictionary<string, EntryProgress>(state.Progress)
                    {
                        [item.Name] = progress with { Skips = [.. progress.Skips, from], Extra = to is { } extra ? [.. progress.Extra, extra] : progress.Extra },
                    },
                };
            }

            if (Keep(state) is { } fault) return fault;
            if (to is { } other) book.Postpone(item, from, other);
            else item.Skips.Add(from);
        }

        wake.Set();
        return null;
    }

    /// <summary>Starts or stops the schedule as a whole.</summary>
    /// <inheritdoc cref="Put"/>
    public string? SetEnabled(bool enabled)
    {
        lock (_gate)
        {
            if (Keep(StateNow() with { Enabled = enabled }) is { } fault) return fault;
            book.SetEnabled(enabled, clock.GetUtcNow());
        }

        wake.Set();
        return null;
    }

    /// <summary>What was answered to a call that has been done already, by this daemon or an earlier one; null: it has not.</summary>
    public JsonObject? AnswerTo(string key)
    {
        lock (_gate) return _answers.LastOrDefault(answer => answer.Key == key)?.Answer.DeepClone().AsObject();
    }

    /// <summary>It was added, and a restart will bring it back.</summary>
    public bool IsSaved(ScheduleItem item) => item.Source == ScheduleSource.Added && !_unsaved.Contains(item.Name);

    /// <summary>Keeps the entries too that were added for this daemon only.</summary>
    /// <inheritdoc cref="Put"/>
    public string? SaveAll()
    {
        lock (_gate)
        {
            if (Keep(book.State with { Answers = [.. _answers] }) is { } fault) return fault;
            _unsaved.Clear();
            return null;
        }
    }

    /// <summary>Back to what is on disk and what the sources declare.</summary>
    public void Reload()
    {
        lock (_gate)
        {
            _unsaved.Clear();
            Tell(book.Declare(ScheduleSource.Added, ReadFile().Added, clock.GetUtcNow()));
            DeclareSources();
        }

        wake.Set();
    }

    /// <summary>The runs of an entry that are under way.</summary>
    public IReadOnlyList<string> RunsOf(string name) => [.. jobs.RunsOf(name).Select(jid => jid.ToString())];

    public DateTimeOffset? NextDue => Read(current => current.NextDue);

    /// <summary>What is due by now, or will be within the lead.</summary>
    public IReadOnlyList<DueRun> TakeDue(TimeSpan lead)
    {
        lock (_gate)
        {
            var due = book.TakeDue(clock.GetUtcNow() + lead);
            _isDirty |= due.Count > 0;
            // A run that would be made up for after a restart must not be run twice.
            if (due.Any(run => run.Entry.Missed != MissedPolicy.Skip)) Save(sync: false);
            return due;
        }
    }

    public void Began(string name)
    {
        lock (_gate)
        {
            if (book.Find(name) is { } item) item.LastRun = clock.GetUtcNow();
        }
    }

    public void NotRun(string name, DateTimeOffset due, string reason)
    {
        log.Missed(name, 1, due, reason);
        lock (_gate) book.NotRun(new MissedRun(name, due, 1, reason));
    }

    public void ClockSet(TimeSpan step)
    {
        log.ClockSet(step.TotalSeconds);
        lock (_gate) book.ClockSet(step);
    }

    /// <summary>Keeps how far the entries have come, if that was not done for so long.</summary>
    public void SaveProgress(TimeSpan period)
    {
        lock (_gate)
        {
            if (_isDirty && clock.GetElapsedTime(_saved) >= period) Save(sync: false);
        }
    }

    // On disk first: what cannot be kept is not done.
    private string? Declare(string name, JsonObject? definition, bool persist, ScheduleAnswer? answer)
    {
        lock (_gate)
        {
            var state = StateNow();
            var kept = state.Added.DeepClone().AsObject();
            kept.Remove(name);
            if (definition is not null && persist) kept[name] = definition.DeepClone();
            List<ScheduleAnswer> answers = answer is null ? [.. _answers] : [.. _answers.TakeLast(MostAnswers - 1), answer];
            var fault = Keep(state with { Added = kept, Answers = answers });
            if (fault is not null && persist) return fault;

            if (persist) _unsaved.Remove(name);
            else _unsaved.Add(name);
            _answers.Clear();
            foreach (var given in answers) _answers.Enqueue(given);
            var added = book.Added.DeepClone().AsObject();
            added.Remove(name);
            if (definition is not null) added[name] = definition.DeepClone();
            Tell(book.Declare(ScheduleSource.Added, added, clock.GetUtcNow()));
        }

        wake.Set();
        return null;
    }

    private void DeclareSources()
    {
        foreach (var source in Declared)
        {
            var declared = sources(source);
            var isMap = declared is null or JsonObject;
            if (!isMap) log.NotAMap(source.ToName());
            if (isMap) _noMaps.Remove(source);
            else _noMaps[source] = $"the schedule from {source.ToName()} is no map of entries and is left out: {PythonText.Repr(declared)}";
            Tell(book.Declare(source, declared as JsonObject ?? [], clock.GetUtcNow()));
        }

        _isDirty = true;
    }

    private void Tell(IEnumerable<ScheduleItem> changed)
    {
        foreach (var item in changed)
        {
            if (item.Fault is { } fault) log.EntryInvalid(item.Name, item.Source.ToName(), fault);
            foreach (var returner in item.Entry?.Returners ?? []) log.NoReturner(item.Name, returner);
        }
    }

    private ScheduleState ReadFile() => file.Read(log.Damaged);

    /// <summary>What a restart is to find.</summary>
    private ScheduleState StateNow()
    {
        var state = book.State;
        var added = state.Added.DeepClone().AsObject();
        foreach (var name in _unsaved) added.Remove(name);
        return state with { Added = added, Answers = [.. _answers] };
    }

    private void Save(bool sync)
    {
        // On a full disk the schedule runs all the same, and what was not kept is tried again in its time.
        _isDirty = Write(StateNow(), sync) is not null;
        _saved = clock.GetTimestamp();
    }

    private string? Keep(ScheduleState state)
    {
        if (Write(state, sync: true) is { } fault) return fault;
        _isDirty = false;
        _saved = clock.GetTimestamp();
        return null;
    }

    /// <returns>Why not; null: it is on disk.</returns>
    private string? Write(ScheduleState state, bool sync)
    {
        try
        {
            file.Write(state, sync);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = SystemErrors.Sentence(e);
            log.NotSaved(reason);
            return $"schedule.json cannot be written: {reason}";
        }
    }
}

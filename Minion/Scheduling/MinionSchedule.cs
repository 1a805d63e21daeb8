using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Scheduling;

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

    private static readonly ScheduleSource[] Declared = [ScheduleSource.Config, ScheduleSource.Pillar];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _unsaved = [];
    private bool _isDirty;
    private long _saved = clock.GetTimestamp();

    /// <summary>Takes up what an earlier daemon kept, and what the sources declare. Once, before anything else.</summary>
    public void Load()
    {
        lock (_gate)
        {
            book.Restore(ReadFile(), clock.GetUtcNow());
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

    /// <summary>What is wrong with an entry, in one line; null: nothing.</summary>
    public string? Check(string name, JsonElement definition) => Read(current => current.Check(name, definition, clock.GetUtcNow()));

    /// <summary>Changes the schedule and keeps it, if the disk takes it.</summary>
    public T Change<T>(Func<ScheduleBook, DateTimeOffset, T> change)
    {
        T result;
        lock (_gate)
        {
            result = change(book, clock.GetUtcNow());
            Save(sync: true);
        }

        wake.Set();
        return result;
    }

    /// <summary>Changes which entries there are, or whether they run, and keeps that.</summary>
    /// <exception cref="SaltException">Unavailable: it cannot be kept, and all is as it was.</exception>
    public void Keep(Action<ScheduleBook, DateTimeOffset> change)
    {
        lock (_gate)
        {
            var (before, unsaved) = (book.State, _unsaved.ToList());
            change(book, clock.GetUtcNow());
            if (Save(sync: true) is { } reason)
            {
                _unsaved.Clear();
                _unsaved.UnionWith(unsaved);
                book.Restore(before, clock.GetUtcNow());
                throw new SaltException(Failure.Unavailable, $"the schedule is as it was, for it cannot be kept: {reason}");
            }
        }

        wake.Set();
    }

    /// <summary>Adds an entry, or replaces it. It has been checked.</summary>
    /// <param name="persist">It is to outlive the daemon.</param>
    /// <inheritdoc cref="Keep"/>
    public void Put(string name, JsonObject definition, bool persist) => Keep((_, now) =>
    {
        if (persist) _unsaved.Remove(name);
        else _unsaved.Add(name);
        Declare(name, definition, now);
    });

    /// <inheritdoc cref="Keep"/>
    public void Remove(string name) => Keep((_, now) =>
    {
        _unsaved.Remove(name);
        Declare(name, null, now);
    });

    /// <summary>It was added, and a restart will bring it back.</summary>
    public bool IsSaved(ScheduleItem item) => item.Source == ScheduleSource.Added && !_unsaved.Contains(item.Name);

    /// <summary>Keeps the entries too that were added for this daemon only.</summary>
    /// <inheritdoc cref="Keep"/>
    public void SaveAll() => Keep((_, _) => _unsaved.Clear());

    /// <summary>Back to what is on disk and what the sources declare.</summary>
    public void Reload() => Change((current, now) =>
    {
        _unsaved.Clear();
        Tell(current.Declare(ScheduleSource.Added, ReadFile().Added, now));
        DeclareSources();
        return true;
    });

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

    private void Declare(string name, JsonObject? definition, DateTimeOffset now)
    {
        var added = book.Added.DeepClone().AsObject();
        added.Remove(name);
        if (definition is not null) added[name] = definition.DeepClone();
        Tell(book.Declare(ScheduleSource.Added, added, now));
    }

    private void DeclareSources()
    {
        foreach (var source in Declared)
        {
            var declared = sources(source);
            if (declared is not (null or JsonObject)) log.NotAMap(source.ToName());
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

    private ScheduleState ReadFile()
    {
        try
        {
            return file.Read();
        }
        catch (FormatException e)
        {
            var aside = file.Path + ".damaged";
            File.Move(file.Path, aside, overwrite: true);
            log.Damaged(aside, e.Message);
            return ScheduleState.Empty;
        }
    }

    /// <returns>Why it could not be kept; null: it is.</returns>
    private string? Save(bool sync)
    {
        string? reason = null;
        try
        {
            var state = book.State;
            var added = state.Added.DeepClone().AsObject();
            foreach (var name in _unsaved) added.Remove(name);
            file.Write(state with { Added = added }, sync);
        }
        catch (IOException e)
        {
            // On a full disk the schedule runs all the same.
            reason = e.Message;
            log.NotSaved(reason);
        }

        // What was not kept is tried again in its time.
        _isDirty = reason is not null;
        _saved = clock.GetTimestamp();
        return reason;
    }
}

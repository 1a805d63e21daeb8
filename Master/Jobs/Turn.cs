using Salt.Master.Store;

namespace Salt.Master.Jobs;

/// <summary>What one input changed, and what is still to be done about it when it is written.</summary>
internal sealed class Turn
{
    private readonly List<TurnStep> _steps = [];
    private HashSet<JobWatch>? _watches;

    public IReadOnlyList<TurnStep> Steps => _steps;

    /// <summary>Ends when the changes are written as safely as the replies need; null if nothing is.</summary>
    public Task<IReadOnlyList<SaveOutcome>>? Written { get; set; }

    /// <summary>Lets those go on who wait for changes. No lock may be held.</summary>
    public void Wake()
    {
        foreach (var watch in _watches ?? []) watch.Wake();
    }

    public bool IsEmpty => _steps.Count == 0;

    public void Add(ActiveJob job, int slot, Step step)
    {
        foreach (var watch in job.Watches) (_watches ??= []).Add(watch);
        if (step.Reply != Reply.None || step.Save) _steps.Add(new TurnStep(job, slot, step));
    }
}

namespace Salt.Minion.Supervision.Running;

/// <summary>A deadline in the event loop.</summary>
internal sealed class LoopTimer(Action passed)
{
    private Action? _passed = passed;

    public bool IsCancelled => _passed is null;

    public void Cancel() => _passed = null;

    public void Pass()
    {
        var passed = _passed;
        _passed = null;
        passed?.Invoke();
    }
}

namespace Salt.Tests.Contract.Golden;

/// <summary>Keeps what is written, and tells when a text has come by.</summary>
internal sealed class WatchedWriter : StringWriter
{
    private readonly Lock _gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _watchers = [];

    public WatchedWriter() => NewLine = "\n";

    public Task Seen(string text)
    {
        lock (_gate)
        {
            if (GetStringBuilder().ToString().Contains(text, StringComparison.Ordinal)) return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((text, seen));
            return seen.Task;
        }
    }

    public override void Write(string? value)
    {
        lock (_gate)
        {
            base.Write(value);
            foreach (var (_, seen) in _watchers.Where(watcher => value!.Contains(watcher.Text, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }

    public override void Write(char value)
    {
        lock (_gate) base.Write(value);
    }
}

namespace Salt.Master.Store.Sqlite;

/// <summary>A write that waits for its transaction.</summary>
internal abstract class PendingWrite(bool durable, bool urgent)
{
    /// <summary>Its task ends only when the loss of power cannot undo it.</summary>
    public bool Durable { get; } = durable;

    /// <summary>Somebody waits for it.</summary>
    public bool Urgent { get; } = urgent;

    public abstract void Apply(Writes writes);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class PendingWrite<T>(Func<Writes, T> apply, bool durable, bool urgent) : PendingWrite(durable, urgent)
{
    // Continuations must not run on the writer's thread: they would hold up every other write.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Apply(Writes writes) => _result = apply(writes);

    public override void Complete() => _done.SetResult(_result!);

    public override void Fail(Exception error) => _done.SetException(error);
}

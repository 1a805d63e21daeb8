using Microsoft.Data.Sqlite;
using Salt.Shared.Errors;

namespace Salt.Master.Store.Sqlite;

/// <summary>One writer at a time: everything that queued up while a transaction ran goes into the next one.</summary>
/// <remarks>
/// Two threads. The first commits with <c>synchronous=NORMAL</c>, which survives the process. The second then makes
/// the log safe against the loss of power with one sync for all commits that wait for it, as <c>synchronous=FULL</c>
/// would, but without keeping writes that need no sync waiting. Both let a little time pass before they begin, so that
/// more comes together, unless somebody waits for one of the writes. Whoever has nothing else to do until its write is
/// committed commits it itself if nobody is at it, for that takes less time than two threads need to wake each other.
/// The queue is bounded by its callers: each waits for its job's write, and a minion may send only as many returns as
/// it has credit for.
/// </remarks>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>More than this in one transaction makes nobody faster and everybody wait.</summary>
    private const int BatchMax = 1000;

    /// <summary>A return may be acknowledged this much later. Its minion keeps it, and its operator has seen it.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(3);

    private readonly SqliteConnection _connection;
    private readonly Writes _writes;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Handover<PendingWrite> _queued = new(Linger);
    private readonly Handover<PendingWrite> _unsynced = new(Linger);
    private readonly LogSync _log;
    private readonly Lock _writing = new();
    private readonly Thread _committer;
    private readonly Thread _syncer;

    public GroupCommit(Database database, TimeProvider clock)
    {
        _connection = database.Writer;
        _writes = new Writes(_connection, clock);
        _begin = new Statement(_connection, "BEGIN IMMEDIATE");
        _commit = new Statement(_connection, "COMMIT");
        _rollback = new Statement(_connection, "ROLLBACK");
        _log = new LogSync(database.Path);
        _committer = new Thread(CommitAll) { Name = "store-commit", IsBackground = true };
        _syncer = new Thread(SyncAll) { Name = "store-sync", IsBackground = true };
        _committer.Start();
        _syncer.Start();
    }

    /// <summary>Queues a write; its place among the others is that of the call.</summary>
    /// <param name="durable">Its task ends only when the loss of power cannot undo it.</param>
    /// <param name="urgent">Somebody waits for it.</param>
    public Task<T> WriteAsync<T>(Func<Writes, T> apply, bool durable, bool urgent)
    {
        var write = new PendingWrite<T>(apply, durable, urgent);
        if (!_queued.TryAdd(write, urgent)) write.Fail(new ObjectDisposedException(nameof(GroupCommit)));
        return write.Task;
    }

    /// <summary>The same for a caller that waits: if nobody is writing, this thread does, with all that is queued.</summary>
    public Task<T> WriteNowAsync<T>(Func<Writes, T> apply, bool durable)
    {
        var write = new PendingWrite<T>(apply, durable, urgent: true);
        if (!_queued.TryAddQuietly(write))
        {
            write.Fail(new ObjectDisposedException(nameof(GroupCommit)));
            return write.Task;
        }

        if (_writing.TryEnter())
        {
            try
            {
                CommitQueued();
            }
            finally
            {
                _writing.Exit();
            }
        }

        _queued.Hurry();
        return write.Task;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public void Dispose()
    {
        _queued.Close();
        _committer.Join();
        _unsynced.Close();
        _syncer.Join();
        _log.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _writes.Dispose();
    }

    private void CommitAll()
    {
        while (_queued.Wait())
        {
            lock (_writing) CommitQueued();
        }
    }

    private void CommitQueued()
    {
        var batch = _queued.Take(BatchMax);
        if (batch.Count == 0 || TryCommit(batch, out _)) return;
        // One bad write must not take the others with it: each gets a transaction of its own.
        foreach (var write in batch)
        {
            if (!TryCommit([write], out var error)) write.Fail(error!);
        }
    }

    private bool TryCommit(List<PendingWrite> batch, out Exception? error)
    {
        try
        {
            _begin.Run();
            foreach (var write in batch) write.Apply(_writes);
            _commit.Run();
        }
        catch (Exception e)
        {
            // Of whatever kind: it belongs to whoever waits for the write, and the loop goes on for the others.
            error = Unwritable(e);
            Rollback();
            return false;
        }

        error = null;
        foreach (var write in batch)
        {
            if (!write.Durable) write.Complete();
            else _unsynced.TryAdd(write, write.Urgent);
        }

        return true;
    }

    private static SaltException Unwritable(Exception e) =>
        new(Failure.Unavailable, $"the job database cannot be written: {SqliteFaults.Sentence(e)}", inner: e);

    private void Rollback()
    {
        // SQLite has rolled back by itself after a full disk or an I/O error; then there is no transaction to end.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) _rollback.Run();
    }

    private void SyncAll()
    {
        while (_unsynced.Wait())
        {
            var batch = _unsynced.Take(int.MaxValue);
            try
            {
                _log.Sync();
            }
            catch (IOException e)
            {
                foreach (var write in batch) write.Fail(Unwritable(e));
                continue;
            }

            foreach (var write in batch) write.Complete();
        }
    }
}

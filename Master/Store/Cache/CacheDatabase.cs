using System.Globalization;
using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Master.Store.Cache;

/// <summary><c>cache.db</c>, a LiteDB file: what the master knows and can ask for again. One operation at a time.</summary>
/// <remarks>
/// An engine that met an error may keep its locks for ever: whatever the error is, the file is closed and opened again
/// for the next operation. What fails for another reason than the disk is tried once more; if the file then turns out to
/// be unreadable, or does not give back what is written as it is opened, it is moved aside and begun anew.
/// </remarks>
public sealed class CacheDatabase : IDisposable
{
    /// <summary>Pages of 8 KiB in the log before they go into the file.</summary>
    private const int CheckpointPages = 500;

    private const int TimeoutSeconds = 1;

    private static readonly string[] Companions = ["", "-log", "-tmp"];

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger<CacheDatabase> _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LiteEngine? _engine;
    private bool _closed;

    /// <param name="path">Of the file; it and its folder are made when they are first needed.</param>
    public CacheDatabase(string path, TimeProvider clock, ILogger<CacheDatabase> log)
    {
        (_path, _clock, _log) = (path, clock, log);
        EngineFinalizers.Install();
    }

    /// <summary>Runs an operation in its turn, on a thread that may wait for the disk.</summary>
    /// <param name="operation">Is run again, on an engine opened anew, where it failed for a reason that is not the disk's.</param>
    /// <exception cref="SaltException">Unavailable: the disk did not take it, or did not give it.</exception>
    public async Task<T> RunAsync<T>(Func<LiteEngine, T> operation)
    {
        await _turn.WaitAsync();
        try
        {
            return await Task.Run(() => Run(operation));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the operation that runs, then closes the file.</summary>
    public void Dispose()
    {
        _turn.Wait();
        _closed = true;
        Close();
        _turn.Release();
    }

    private T Run<T>(Func<LiteEngine, T> operation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (EngineFinalizers.TakeFaults() is > 0 and var faults) _log.CacheFinalizersFailed(faults);
        try
        {
            return Attempt(operation);
        }
        catch (Exception e) when (!IsOfTheDisk(e))
        {
            // A damaged page shows as almost any exception: which it is, the file itself has to say.
            _log.CacheOpenedAgain(SystemErrors.IsKnown(e) ? SystemErrors.Sentence(e) : "what is in it makes no sense");
        }

        if (!IsReadable()) SetAside();
        return Attempt(operation);
    }

    private T Attempt<T>(Func<LiteEngine, T> operation)
    {
        try
        {
            return operation(_engine ??= Open());
        }
        catch (Exception e)
        {
            Close();
            if (!IsOfTheDisk(e)) throw;
            throw new SaltException(Failure.Unavailable, $"{_path} cannot be used: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    private static bool IsOfTheDisk(Exception e) =>
        e is SaltException || (e is IOException and not EndOfStreamException) || e is UnauthorizedAccessException;

    private LiteEngine Open()
    {
        if (Directory.Exists(_path)) throw new InvalidDataException("it is a folder");
        PrivateFile.CreateFolder(Path.GetDirectoryName(_path)!);
        // Before the engine makes them: it knows no modes.
        foreach (var file in (string[])[_path, Companion("-log")])
        {
            if (!Path.Exists(file)) PrivateFile.Write(file, "");
        }

        var engine = new LiteEngine(new EngineSettings { Filename = _path, Collation = Collation.Binary });
        try
        {
            engine.Pragma(Pragmas.TIMEOUT, TimeoutSeconds);
            engine.Pragma(Pragmas.CHECKPOINT, CheckpointPages);
            EventCache.Prepare(engine);
            MinionCache.Prepare(engine);
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _engine?.Dispose();
        _engine = null;
    }

    private bool IsReadable()
    {
        try
        {
            return Attempt(engine =>
            {
                foreach (var collection in engine.GetCollectionNames())
                {
                    using var documents = engine.Query(collection, Query.All());
                    while (documents.Read())
                    {
                        // To have read it is all that is wanted.
                    }
                }

                return true;
            });
        }
        catch (Exception e) when (!IsOfTheDisk(e))
        {
            return false;
        }
    }

    private void SetAside()
    {
        var stamp = _clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var aside = $"{_path}.corrupt-{stamp}";
        foreach (var companion in Companions)
        {
            var file = Companion(companion);
            if (Path.Exists(file)) Directory.Move(file, aside + companion);
        }

        _log.CacheSetAside(aside);
    }

    // The engine names its files so: cache.db, cache-log.db, cache-tmp.db.
    private string Companion(string suffix) =>
        Path.Combine(Path.GetDirectoryName(_path)!, Path.GetFileNameWithoutExtension(_path) + suffix + Path.GetExtension(_path));
}

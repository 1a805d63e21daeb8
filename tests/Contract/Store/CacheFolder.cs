using Microsoft.Extensions.Logging;
using Salt.Master.Store.Cache;

namespace Salt.Tests.Contract.Store;

/// <summary>A temporary folder with a <c>cache.db</c> in it, and what was logged of it.</summary>
internal sealed class CacheFolder : ILogger<CacheDatabase>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("salt-cache-");
    private readonly List<string> _lines = [];

    public string Folder => _folder.FullName;

    public string Database => Path.Combine(Folder, "cache.db");

    public string Journal => Path.Combine(Folder, "cache-log.db");

    public IReadOnlyList<string> Lines => _lines;

    public CacheDatabase Open() => new(Database, TimeProvider.System, this);

    /// <summary>The files as they lie there, as another process would find them after <c>kill -9</c>.</summary>
    public CacheFolder Copy()
    {
        var copy = new CacheFolder();
        foreach (var file in _folder.GetFiles()) file.CopyTo(Path.Combine(copy.Folder, file.Name));
        return copy;
    }

    public IReadOnlyList<string> Files() => [.. _folder.GetFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> text) =>
        _lines.Add($"{id.Id} {text(state, error)}");
}

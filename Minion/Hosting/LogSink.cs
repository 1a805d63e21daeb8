using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Shared.Configuration;

namespace Salt.Minion.Hosting;

/// <summary>Where log lines go: stderr, and a file if one is configured.</summary>
internal sealed class LogSink : ILoggerFactory
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Stream _stderr = Console.OpenStandardError();
    private readonly FileStream? _file;

    /// <param name="file">Null: none.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public LogSink(LogThreshold threshold, string? file, TimeProvider clock)
    {
        Threshold = (LogLevel)threshold;
        _clock = clock;
        if (file is null) return;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        _file = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
    }

    public LogLevel Threshold { get; }

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <param name="categoryName">Its last part is shown.</param>
    public ILogger CreateLogger(string categoryName) => new StderrLogger(categoryName[(categoryName.LastIndexOf('.') + 1)..], this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("there is one sink");

    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (_gate)
        {
            _stderr.Write(bytes);
            _file?.Write(bytes);
        }
    }

    public void Dispose()
    {
        _stderr.Dispose();
        _file?.Dispose();
    }
}

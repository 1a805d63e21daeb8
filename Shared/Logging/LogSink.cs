using System.Text;
using Microsoft.Extensions.Logging;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Shared.Logging;

/// <summary>Where a daemon's log lines go: stderr, and a file if one is configured. One line an event.</summary>
public sealed class LogSink : ILoggerFactory
{
    private const string Framework = "Microsoft.";

    /// <summary>What it says of a call that failed, the daemon's own interceptor has said already, in our words.</summary>
    private const string GrpcLibrary = "Grpc.";

    /// <summary>Says again, as an error, what the program's top says in one line; critical is what only it knows.</summary>
    private const string FrameworkHost = "Microsoft.Extensions.Hosting.Internal.Host";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly LogOutput _stderr = new(Console.OpenStandardError());
    private readonly LogOutput? _file;
    private readonly LogLevel _threshold;

    /// <param name="file">Null: none.</param>
    /// <exception cref="SaltException">Denied: the file cannot be opened.</exception>
    public LogSink(LogThreshold threshold, string? file, TimeProvider clock)
    {
        _threshold = (LogLevel)threshold;
        _clock = clock;
        if (file is not null) _file = new LogOutput(Open(file));
    }

    private static FileStream Open(string file)
    {
        try
        {
            return OpenPrivate(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"log_file {file} cannot be written: {SystemErrors.Sentence(e, file)}", inner: e);
        }
    }

    private static FileStream OpenPrivate(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var opened = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = Private,
        });
        // One of an earlier version, too: reasons that minions give, and what jobs are called with, are nobody else's to read.
        File.SetUnixFileMode(opened.SafeFileHandle, Private);
        return opened;
    }

    /// <param name="categoryName">Its last part is shown. What the framework says is logged from warnings on.</param>
    public ILogger CreateLogger(string categoryName)
    {
        var least = categoryName switch
        {
            FrameworkHost => LogLevel.Critical,
            _ when categoryName.StartsWith(GrpcLibrary, StringComparison.Ordinal) => LogLevel.None,
            _ when categoryName.StartsWith(Framework, StringComparison.Ordinal) => LogLevel.Warning,
            _ => LogLevel.Trace,
        };
        var threshold = least > _threshold ? least : _threshold;
        return new LineLogger(categoryName[(categoryName.LastIndexOf('.') + 1)..], threshold, this);
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("there is one sink");

    public void Dispose()
    {
        _stderr.Dispose();
        _file?.Dispose();
    }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (_gate)
        {
            _stderr.Write(bytes);
            _file?.Write(bytes);
        }
    }
}

using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>What one job printed and prints, as its folder shows it: whatever daemon or supervisor wrote it.</summary>
internal sealed class JobOutput
{
    private readonly JobFolder _folder;
    private readonly OutputFile _stdout;
    private readonly OutputFile _stderr;

    private JobOutput(JobFolder folder)
    {
        _folder = folder;
        _stdout = new OutputFile(folder.Stdout);
        _stderr = new OutputFile(folder.Stderr);
    }

    public string Folder => _folder.Path;

    /// <summary>Null: this minion holds no such job, or it is another issuer's.</summary>
    public static JobOutput? Find(JobSpool spool, string issuer, Jid jid)
    {
        if (!spool.Holds(jid)) return null;
        try
        {
            return spool.ReadJob(jid).Job.Issuer == issuer ? new JobOutput(spool.FolderOf(jid)) : null;
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            // Damaged, or being purged: whose it was, nobody can say.
            return null;
        }
    }

    /// <summary>Where reading begins: a negative offset is resolved against what is there now.</summary>
    public OutputOffsets Begin(OutputOffsets from) => new(Begin(_stdout, from.Stdout), Begin(_stderr, from.Stderr));

    /// <inheritdoc cref="OutputFile.Read"/>
    public int Read(StreamName stream, long offset, Span<byte> buffer, out long at) =>
        (stream == StreamName.Stdout ? _stdout : _stderr).Read(offset, buffer, out at);

    /// <summary>Whether nothing more will be printed. What is read after that is all there is.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool IsOver() =>
        StatusFile.Read(_folder.Status).End is not null || ResultsFile.IsFinished(_folder.Return) || !Directory.Exists(_folder.Path);

    /// <summary>Of a job that is over.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public OutputTotals Totals()
    {
        if (!Directory.Exists(_folder.Path)) return new OutputTotals(0, 0, Absent: true);
        return StatusFile.Read(_folder.Status).End is { } end
            ? new OutputTotals(end.StdoutBytes, end.StderrBytes)
            : new OutputTotals(_stdout.End, _stderr.End);
    }

    private static long Begin(OutputFile file, long from) => from >= 0 ? from : Math.Max(0, file.End + from);
}

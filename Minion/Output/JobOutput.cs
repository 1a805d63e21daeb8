using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>What one job printed and prints, as its folder shows it: whatever daemon or supervisor wrote it.</summary>
internal sealed class JobOutput
{
    private readonly JobFolder _folder;
    private readonly IJobStream _stdout;
    private readonly IJobStream _stderr;

    private JobOutput(JobFolder folder, string fun)
    {
        _folder = folder;
        HasParts = CompoundCall.IsNamed(fun);
        _stdout = HasParts ? new StreamOfParts(folder, CompoundCall.Names(fun), StreamName.Stdout) : new StreamOfFile(folder.Stdout);
        _stderr = HasParts ? new StreamOfParts(folder, CompoundCall.Names(fun), StreamName.Stderr) : new StreamOfFile(folder.Stderr);
    }

    public string Folder => _folder.Path;

    /// <summary>Whether its files are in folders below that one: those of the programs of several functions.</summary>
    public bool HasParts { get; }

    /// <summary>Null: this minion holds no such job, or it is another issuer's.</summary>
    public static JobOutput? Find(JobSpool spool, string issuer, Jid jid)
    {
        if (!spool.Holds(jid)) return null;
        try
        {
            var job = spool.ReadJob(jid).Job;
            return job.Issuer == issuer ? new JobOutput(spool.FolderOf(jid), job.Fun) : null;
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
        return !HasParts && StatusFile.Read(_folder.Status).End is { } end
            ? new OutputTotals(end.StdoutBytes, end.StderrBytes)
            : new OutputTotals(_stdout.End, _stderr.End);
    }

    private static long Begin(IJobStream file, long from) => from >= 0 ? from : Math.Max(0, file.End + from);
}

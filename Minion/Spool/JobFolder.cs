using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The folder of one job on the minion's disk, <c>cachedir/minion/jobs/JID/</c>, mode 0700. It exists from
/// acceptance until the return is stored and <c>keep_jobs</c> has passed.</summary>
/// <param name="Path">Absolute.</param>
public sealed record JobFolder(string Path)
{
    /// <summary>The layout's number, in <c>job.json</c>: a newer daemon adopts folders of older ones.</summary>
    public const int Format = 1;

    public Jid Jid => Jid.Parse(System.IO.Path.GetFileName(Path));

    /// <summary>What was asked, and where it runs: written once, at acceptance.</summary>
    public string Job => In("job.json");

    /// <summary>Start and end records, written in place by the supervisor; its space is reserved at acceptance.</summary>
    public string Status => In("status");

    public string Stdin => In("stdin");

    /// <summary>What the job printed, byte-exact; both streams where they are interleaved. What outgrew the head lies beside
    /// it: read it through <see cref="OutputFile"/>.</summary>
    public string Stdout => In("stdout");

    public string Stderr => In("stderr");

    /// <summary>The results file that an asynchronous caller reads; in it, once the job has ended, the return as it goes to
    /// the master. There from acceptance on: see <see cref="ResultsFile"/>.</summary>
    public string Return => In("return.json");

    /// <summary>What a worker's function answered.</summary>
    public string Outcome => In("outcome.json");

    /// <summary>Of the program that a worker runs for one of several functions, by the function's number: the folder of a
    /// job within it.</summary>
    public JobFolder Part(int number) => new(System.IO.Path.Combine(PartPlace(number), System.IO.Path.GetFileName(Path)));

    /// <summary>Where the worker's supervisor has its files.</summary>
    public string PartPlace(int number) => In(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Of the programs that a worker's function runs on its way: gone once it has ended.</summary>
    public string Programs => In("programs");

    /// <summary>Empty; there once the return is stored by the issuer. Its time is when <c>keep_jobs</c> begins.</summary>
    public string Stored => In("stored");

    /// <summary>Empty; there once an operator has removed the job from the cache. The folder stays, so that its jid never
    /// starts again, and holds nothing of what was asked or answered.</summary>
    public string Cleaned => In("cleaned");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

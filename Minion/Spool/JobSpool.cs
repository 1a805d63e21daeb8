using System.Text;
using Salt.Shared.Files;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The jobs on this minion's disk: <c>jobs/JID/</c> below its cache. A folder appears whole or not at all.</summary>
public sealed class JobSpool
{
    /// <summary>Names that are no jid: folders being made and being deleted.</summary>
    private const string Unfinished = ".";

    private readonly string _jobs;
    private readonly string _damaged;

    /// <param name="cache">The minion's cache folder; made if it is missing.</param>
    public JobSpool(string cache)
    {
        _jobs = Path.Combine(cache, "jobs");
        _damaged = Path.Combine(cache, "damaged");
        Directory.CreateDirectory(cache, Durable.FolderMode);
        Directory.CreateDirectory(_jobs, Durable.FolderMode);
    }

    public JobFolder FolderOf(Jid jid) => new(Path.Combine(_jobs, jid.ToString()));

    public bool Holds(Jid jid) => Directory.Exists(FolderOf(jid).Path);

    /// <summary>Makes the job's folder. It survives a power loss only after <see cref="Sync"/>.</summary>
    /// <exception cref="IOException">No room, or the disk is failing; nothing is left behind.</exception>
    public void Create(SpooledJob job, string? stdin)
    {
        var folder = FolderOf(job.Job.Jid);
        var nascent = new JobFolder(Path.Combine(_jobs, $"{Unfinished}{job.Job.Jid}"));
        Directory.CreateDirectory(nascent.Path, Durable.FolderMode);
        try
        {
            StatusFile.Reserve(nascent.Status);
            if (stdin is not null) Durable.WriteNew(nascent.Stdin, Encoding.UTF8.GetBytes(stdin), sync: true);
            Durable.WriteNew(nascent.Return, ResultsFile.Begun(job.Job.Jid, folder.Return), sync: false);
            Durable.WriteNew(nascent.Job, JobFile.Format(job), sync: true);
            Durable.SyncFolder(nascent.Path);
            Directory.Move(nascent.Path, folder.Path);
        }
        catch (IOException)
        {
            Directory.Delete(nascent.Path, recursive: true);
            throw;
        }
    }

    /// <summary>Makes all folders that were made so far survive a power loss.</summary>
    public void Sync() => Durable.SyncFolder(_jobs);

    /// <exception cref="FormatException">The file is damaged.</exception>
    public SpooledJob ReadJob(Jid jid)
    {
        var job = JobFile.Parse(RegularFile.ReadBytes(FolderOf(jid).Job));
        return job.Job.Jid == jid ? job : throw new FormatException($"it is of job {job.Job.Jid}");
    }

    /// <param name="command">Null: it was no command, or never started.</param>
    /// <param name="sync">It is the only record of the end.</param>
    public void WriteReturn(JobReturn end, CommandRecord? command, bool sync) =>
        ReturnFile.Write(FolderOf(end.Jid).Return, end, command, sync);

    /// <exception cref="FormatException">The file is damaged.</exception>
    public OpenReturn OpenReturn(Jid jid)
    {
        var opened = ReturnFile.Open(FolderOf(jid).Return);
        if (opened.End.Jid == jid) return opened;
        opened.Dispose();
        throw new FormatException($"it is of job {opened.End.Jid}");
    }

    public void MarkStored(Jid jid) => Durable.WriteNew(FolderOf(jid).Stored, [], sync: false);

    public void Discard(Jid jid)
    {
        var doomed = Path.Combine(_jobs, $"{Unfinished}{jid}");
        Directory.Move(FolderOf(jid).Path, doomed);
        Directory.Delete(doomed, recursive: true);
    }

    /// <summary>Moves a damaged folder out of the way, to <c>damaged/</c>.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside(Jid jid)
    {
        Directory.CreateDirectory(_damaged, Durable.FolderMode);
        var target = Path.Combine(_damaged, jid.ToString());
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(FolderOf(jid).Path, target);
        return target;
    }

    /// <summary>All jids that have a folder. What a killed daemon left unfinished is deleted on the way.</summary>
    public IReadOnlyList<Jid> Clean()
    {
        var jids = new List<Jid>();
        foreach (var path in Directory.EnumerateDirectories(_jobs))
        {
            var name = Path.GetFileName(path);
            if (Jid.TryParse(name, out var jid)) jids.Add(jid);
            else if (name.StartsWith(Unfinished, StringComparison.Ordinal)) Directory.Delete(path, recursive: true);
        }

        return jids;
    }

    /// <summary>The jobs whose returns were stored before that time.</summary>
    public IEnumerable<Jid> StoredBefore(DateTimeOffset time)
    {
        foreach (var path in Directory.EnumerateDirectories(_jobs))
        {
            if (!Jid.TryParse(Path.GetFileName(path), out var jid) || jid.Time > time) continue;
            var marker = new FileInfo(new JobFolder(path).Stored);
            if (marker.Exists && marker.LastWriteTimeUtc < time) yield return jid;
        }
    }
}

using System.Text.Json.Nodes;
using Salt.Shared.Files;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The jobs in the minion's cache for functions to look at, in whatever process these run: the files alone are
/// asked. A job is here from its acceptance until <c>keep_jobs</c> after its return was stored.</summary>
/// <param name="cache">The minion's cache folder.</param>
public sealed class CachedJobs(string cache)
{
    /// <returns>Null: there is no such job, or no more; or it was none of those that run in a process of their own.</returns>
    public CachedJob? Find(Jid jid)
    {
        var folder = FolderOf(jid);
        if (File.Exists(folder.Cleaned)) return null;
        try
        {
            return Read(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // It never was, it was purged while we looked, or it is damaged and the daemon sets it aside at its next start.
            return null;
        }
    }

    /// <summary>Whether <see cref="Clean"/> has removed the job.</summary>
    public bool WasCleaned(Jid jid) => File.Exists(FolderOf(jid).Cleaned);

    /// <summary>Removes what was asked and answered. What stays keeps the jid from ever being started again.</summary>
    /// <param name="job">It has ended, and its issuer has the return.</param>
    /// <exception cref="IOException">Something could not be removed; what is left goes with the next call, or with
    /// <c>keep_jobs</c>.</exception>
    public static void Clean(CachedJob job)
    {
        var folder = job.Folder;
        Durable.WriteNew(folder.Cleaned, [], sync: false);
        using (var opened = ReturnFile.Open(folder.Return))
        {
            ReturnFile.Write(folder.Return, opened.End with { Ret = "null"u8.ToArray() }, null, sync: false);
        }

        var bare = job.Spooled.Job with { Arg = default, Kwarg = default, Metadata = default };
        Durable.Write(folder.Job, JobFile.Format(job.Spooled with { Job = bare }), sync: false);
        foreach (var path in Directory.EnumerateFiles(folder.Path).Where(path => !IsTombstone(folder, path))) File.Delete(path);
        foreach (var path in Directory.EnumerateDirectories(folder.Path)) Directory.Delete(path, recursive: true);
    }

    private static bool IsTombstone(JobFolder folder, string path) =>
        path == folder.Job || path == folder.Status || path == folder.Return || path == folder.Stored || path == folder.Cleaned;

    private static CachedJob Read(JobFolder folder)
    {
        var spooled = JobFile.Parse(RegularFile.ReadBytes(folder.Job));
        var status = StatusFile.Read(folder.Status);
        var results = ReadResults(folder);
        var state = results is not null ? JobStates.Parse((string)results["state"]!) : StateOf(status);
        return new CachedJob(
            spooled, state, folder, status.Start?.Started, status.End?.Ended, results, File.Exists(folder.Stored));
    }

    private static JobState StateOf(JobStatus status) =>
        status.End is { } end ? end.State : status.Started ? JobState.Running : JobState.Accepted;

    private static JsonObject? ReadResults(JobFolder folder)
    {
        if (!ResultsFile.IsFinished(folder.Return)) return null;
        try
        {
            return ReturnFile.ReadFacts(folder.Return);
        }
        catch (FormatException)
        {
            // A power loss has torn it; the daemon makes it again.
            return null;
        }
    }

    private JobFolder FolderOf(Jid jid) => new(Path.Combine(cache, "jobs", jid.ToString()));
}

using Salt.Minion.Jobs;
using Salt.Minion.Local;
using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>The verb <c>worker JOBFOLDER TERMS</c>: runs one job's function in a process of its own and leaves the outcome in
/// the job's folder. The supervisor is its parent and the daemon makes the return of it.</summary>
internal static class WorkerProgram
{
    /// <exception cref="SaltException">BadRequest: the folder is not one of a job.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var folder = arguments is [var path, ..] && Directory.Exists(path)
            ? new JobFolder(Path.GetFullPath(path))
            : throw new SaltException(Failure.BadRequest, "worker needs the folder of a job");
        var terms = LocalTerms.Parse([.. arguments.Skip(1)])
            ?? throw new SaltException(Failure.BadRequest, "worker needs what to hold programs to");
        var job = Read(folder).Job;
        var cache = Path.GetFullPath(Path.Combine(folder.Path, "../.."));
        var worker = new Worker(folder, new LocalProcess(terms, TimeProvider.System));
        var outcome = await worker.RunAsync(job, new WorkerContext(cache, TimeProvider.System));
        OutcomeFile.Write(folder, outcome);
        return outcome.Retcode == 0 ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private static SpooledJob Read(JobFolder folder)
    {
        try
        {
            return JobFile.Parse(File.ReadAllBytes(folder.Job));
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            throw new SaltException(Failure.BadRequest, $"{folder.Job} cannot be read: {e.Message}", inner: e);
        }
    }
}

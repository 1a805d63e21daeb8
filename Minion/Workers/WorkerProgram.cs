using Salt.Minion.Hosting;
using Salt.Minion.Local;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Files;

namespace Salt.Minion.Workers;

/// <summary>The verb <c>worker</c>: runs one job's function in a process of its own and leaves the outcome in the job's folder.
/// The supervisor is its parent and the daemon makes the return of it.</summary>
internal static class WorkerProgram
{
    /// <summary>A daemon that is restarted or upgraded under a worker is back before that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="SaltException">BadRequest: the folder is not one of a job.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var arguments = WorkerArguments.Parse(words);
        var folder = new JobFolder(arguments.Folder);
        var job = Read(folder).Job;
        var clock = TimeProvider.System;
        await using var daemon = new DaemonLink(arguments.Socket, Patience, clock);
        await using var programs = new LocalPrograms(() => Directory.CreateDirectory(folder.Programs, Durable.FolderMode).FullName, arguments.Terms, clock);
        var context = new WorkerContext(MinionOptions.Load(arguments.Root, arguments.ConfigDir), daemon, programs, clock);
        return await new Worker(folder, new LocalProcess(arguments.Terms, clock)).RunAsync(job, context);
    }

    private static SpooledJob Read(JobFolder folder)
    {
        try
        {
            return JobFile.Parse(RegularFile.ReadBytes(folder.Job));
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            throw new SaltException(Failure.BadRequest, $"{folder.Job} cannot be read: {SystemErrors.OfReading(e)}", inner: e);
        }
    }
}

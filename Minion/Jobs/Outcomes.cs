using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What a job's function makes of the job's end.</summary>
internal sealed class Outcomes(JobSpool spool, JobCalls calls, long returnMax)
{
    /// <summary>Bytes of a return that is more than its texts: names, a pid, a sentence about a timeout.</summary>
    private const int Around = 4 << 10;

    private readonly CommandRecords _records = new(returnMax);
    private readonly CompoundOutcome _compound = new(returnMax);

    public JobAnswer Of(SpooledJob spooled, StartRecord? start, EndRecord end)
    {
        if (start is null) return JobAnswer.None;
        try
        {
            var call = calls.Bind(spooled.Job);
            var folder = spool.FolderOf(spooled.Job.Jid);
            if (call.Parts.Count > 0) return new JobAnswer(_compound.Of(call, folder, start, end), null);
            // A worker that was to run a program leaves an outcome only if it could not.
            if (call.Function.Finish is not { } finish || File.Exists(folder.Outcome)) return new JobAnswer(OutcomeFile.Read(folder), null);
            var ended = End(spooled, folder, start, end);
            return new JobAnswer(finish(call, ended), _records.Of(call, folder, ended));
        }
        catch (RefusedException e)
        {
            // It was accepted by a program that had this function; this one has not.
            return new JobAnswer(new Outcome(e.Message, e.Retcode), null);
        }
        catch (Exception e)
        {
            // The top of a job: a fault in one function is that job's failure; were it the daemon's, the next daemon
            // would find the same job and fail again.
            return new JobAnswer(new Outcome($"The minion function caused an exception: {SystemErrors.OfAnything(e)}", 1), null);
        }
    }

    private ProcessEnd End(SpooledJob spooled, JobFolder folder, StartRecord start, EndRecord end)
    {
        var both = File.Exists(folder.Stderr);
        var max = (int)((both ? returnMax / 2 : returnMax) - Around);
        return new ProcessEnd(
            end,
            start.Pid,
            new OutputFile(folder.Stdout).ReadText(end.StdoutBytes, max).Text,
            new OutputFile(folder.Stderr).ReadText(end.StderrBytes, max).Text,
            OwnTimeout: end.State == JobState.TimedOut && spooled.OwnTimeoutIsFirst);
    }
}

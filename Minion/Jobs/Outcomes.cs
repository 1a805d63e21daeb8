using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What a job's function makes of the job's end.</summary>
internal sealed class Outcomes(JobSpool spool, JobCalls calls, long returnMax)
{
    /// <summary>Bytes of a return that is more than its texts: names, a pid, a sentence about a timeout.</summary>
    private const int Around = 4 << 10;

    /// <returns>Null: nothing; the end record is all there is.</returns>
    public Outcome? Of(SpooledJob spooled, StartRecord? start, EndRecord end)
    {
        if (start is null) return null;
        try
        {
            var call = calls.Bind(spooled.Job);
            return call.Function.Finish is { } finish ? finish(call, End(spooled, start, end)) : OutcomeFile.Read(spool.FolderOf(spooled.Job.Jid));
        }
        catch (RefusedException e)
        {
            // It was accepted by a program that had this function; this one has not.
            return new Outcome(e.Message, e.Retcode);
        }
        catch (Exception e)
        {
            // The top of a job: a fault in one function is that job's failure; were it the daemon's, the next daemon
            // would find the same job and fail again.
            return new Outcome($"The minion function caused an exception: {e.Message}", 1);
        }
    }

    private ProcessEnd End(SpooledJob spooled, StartRecord start, EndRecord end)
    {
        var folder = spool.FolderOf(spooled.Job.Jid);
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

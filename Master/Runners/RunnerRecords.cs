using Microsoft.Extensions.Logging;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

/// <summary>Keeps runs of runner functions in the master's history: as jobs whose only target is the master itself.</summary>
internal sealed class RunnerRecords(JobTable table, IJobStore store, DiskSpace disk, Replies replies, ILogger<RunnerRecords> log)
{
    /// <summary>Bytes of a longer answer are not kept.</summary>
    private const int LargestKept = 1 << 20;

    /// <summary>Writes that a run begins, and shows it as active.</summary>
    /// <param name="mayBeMissed">It runs also where that cannot be written.</param>
    /// <returns>Whether it is on record.</returns>
    /// <exception cref="SaltException">Unavailable: it cannot be written.</exception>
    public async Task<bool> OpenAsync(JobSpec spec, bool mayBeMissed)
    {
        try
        {
            disk.Require();
            await store.AddAsync(spec, []);
        }
        catch (SaltException e) when (mayBeMissed)
        {
            log.NotRecorded(spec.Key.Jid, spec.Fun, e.Message);
            return false;
        }

        var running = new JobTarget
        {
            Minion = spec.Targets[0],
            State = JobState.Running,
            Pid = Environment.ProcessId,
            StartedUs = spec.Key.Jid.Time.ToUnixMicroseconds(),
        };
        table.Add(new ActiveJob(spec, [running], offerDeadline: 0));
        return true;
    }

    /// <summary>Writes how a run ended. That it could not be written keeps nobody from hearing it: it is written later.</summary>
    public async Task CloseAsync(JobSpec spec, RunnerEnd end)
    {
        var ended = new JobEnd
        {
            State = end.State,
            Retcode = end.Retcode,
            Success = end.Success,
            Ret = Kept(end.Answer.Return),
            Reason = end.Answer.Failure,
            StartedUs = spec.Key.Jid.Time.ToUnixMicroseconds(),
            EndedUs = table.NowUs,
            Signal = end.Signal,
            By = end.By,
        };
        if (table.Apply(spec.Key, spec.Targets[0], (_, target) => TargetRules.Returned(target, ended) with { Reply = Reply.None }) is not { } turn) return;
        replies.Follow(turn);
        if (turn.Written is { } written) await ((Task)written).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> answer) => answer.Length <= LargestKept
        ? answer
        : RunnerAnswer.Build(json => json.WriteStringValue($"The answer of {answer.Length} bytes is not kept: it is larger than {LargestKept >> 20} MiB")).Return;
}

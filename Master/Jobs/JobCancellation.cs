using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Ends what has not started: such a target is the master's, and no minion need be asked.</summary>
internal sealed class JobCancellation(JobTable table, Replies replies, JobEvents events)
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <param name="minions">Whose targets; none: all.</param>
    /// <param name="by">The operator.</param>
    /// <returns>Whose targets this ended; that is on record.</returns>
    /// <exception cref="SaltException">BadRequest: the signal ends nothing.</exception>
    public async Task<IReadOnlyList<MinionId>> CancelAsync(ActiveJob job, IReadOnlySet<string> minions, int signal, string by)
    {
        if (signal is not (Kill or Terminate))
            throw new SaltException(Failure.BadRequest, $"what has not started is ended by signal {Kill} or {Terminate}, not {signal}");
        var turn = table.Apply(job, (_, target) => minions.Count == 0 || minions.Contains(target.Minion.ToString())
            ? TargetRules.Cancelled(target, signal, by, table.NowUs)
            : new Step(target));
        replies.Follow(turn);
        if (turn.Written is { } written) await written;
        events.Ended(turn);
        return [.. turn.Steps.Where(step => step.Step.Target.State == JobState.Killed).Select(step => step.Step.Target.Minion)];
    }
}

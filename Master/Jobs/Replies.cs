using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Says to minions what rests on a write, when it is written: durable before it is claimed.</summary>
/// <remarks>The queue is unbounded in form and bounded in fact: minions send no more returns than they have credit for,
/// and each job is waited for by whoever submitted it.</remarks>
internal sealed class Replies(
    JobTable table, IMinionLinks links, TurnSettlement settlement, WriteRetries retries, ILogger<Replies> log) : BackgroundService
{
    private readonly Channel<Func<Task>> _waiting = Channel.CreateUnbounded<Func<Task>>(
        new UnboundedChannelOptions { SingleReader = true });

    public void Follow(Turn turn)
    {
        if (!turn.IsEmpty) _waiting.Writer.TryWrite(() => SettleAsync(turn));
    }

    /// <param name="settle">Waits for a write that is under way, and replies.</param>
    public void Follow(Func<Task> settle) => _waiting.Writer.TryWrite(settle);

    public void Say(MinionId minion, JobKey key, Reply reply)
    {
        switch (reply)
        {
            case Reply.Start:
                links.Start(minion, key);
                break;
            case Reply.Withdraw:
                links.Withdraw(minion, key);
                break;
            case Reply.Stored:
                links.Stored(minion, key);
                break;
        }
    }

    /// <summary>Whatever kept it from being written, nothing may be claimed: the minion has to say it again.</summary>
    public void NotWritten(Exception error, JobKey key, MinionId minion, JobState state)
    {
        log.NotWritten(error, key.Jid, minion, state);
        links.Cut(minion, "the master cannot write");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var settle in _waiting.Reader.ReadAllAsync(stoppingToken)) await SettleAsync(settle);
    }

    // Whatever one reply comes to, the others are not kept waiting by it.
    private async Task SettleAsync(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception e)
        {
            log.ReplyBroke(e);
        }
    }

    private async Task SettleAsync(Turn turn)
    {
        try
        {
            if (turn.Written is { } written) await written;
        }
        catch (Exception e)
        {
            table.NotWritten(turn, SystemErrors.OfAnything(e));
            retries.Note();
            foreach (var (job, _, step) in turn.Steps) NotWritten(e, job.Spec.Key, step.Target.Minion, step.Target.State);
            return;
        }

        settlement.Stored(turn);
        for (var i = 0; i < turn.Steps.Count; i++)
        {
            var (job, _, step) = turn.Steps[i];
            if (step.Reply == Reply.Offer) i += Offer(turn.Steps, i) - 1;
            else Say(step.Target.Minion, job.Spec.Key, step.Reply);
        }
    }

    // Offers of one job that follow each other go out together.
    private int Offer(IReadOnlyList<TurnStep> steps, int from)
    {
        var job = steps[from].Job;
        List<MinionId> minions = [];
        for (var i = from; i < steps.Count && steps[i].Job == job && steps[i].Step.Reply == Reply.Offer; i++)
            minions.Add(steps[i].Step.Target.Minion);
        links.Offer(minions, job.Spec);
        return minions.Count;
    }
}

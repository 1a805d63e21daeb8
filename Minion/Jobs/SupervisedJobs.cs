using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What the pipeline asks of the supervisor, one thing after the other: so a signal never overtakes the launch
/// of its job. What the supervisor reports goes to the inbox.</summary>
internal sealed class SupervisedJobs(ISupervisor supervisor, LaunchPlans plans, JobSpool spool, JobInbox inbox, ILogger log)
{
    private readonly Channel<Func<CancellationToken, Task>> _requests =
        Channel.CreateBounded<Func<CancellationToken, Task>>(3 * JobPipeline.MostHeld);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stopping)) await request(stopping);
    }

    public async Task ReadReportsAsync(CancellationToken stopping)
    {
        await foreach (var report in supervisor.Reports.ReadAllAsync(stopping))
        {
            await inbox.TellAsync(new PipelineMessage.Reported(report), stopping);
        }
    }

    /// <summary>Answered by a report, or by NotLaunched or NotStartable.</summary>
    public void Launch(Jid jid) => Add(stopping => LaunchAsync(jid, stopping));

    /// <summary>The job's return is written; if this is not said, its end is only told again.</summary>
    public void Acknowledge(Jid jid) => Add(stopping => AcknowledgeAsync(jid, stopping));

    public void Signal(PipelineMessage.Signalled signal)
    {
        if (_requests.Reader.Count < JobPipeline.MostHeld) Add(stopping => SignalAsync(signal, stopping));
        else signal.Answer.SetException(new SaltException(Failure.Unavailable, "too many signals at once"));
    }

    /// <summary>There is room: a job is launched once and acknowledged once, and signals leave room for that.</summary>
    private void Add(Func<CancellationToken, Task> request)
    {
        if (!_requests.Writer.TryWrite(request)) throw new InvalidOperationException("more is asked of the supervisor than jobs are held");
    }

    private async Task LaunchAsync(Jid jid, CancellationToken stopping)
    {
        try
        {
            await supervisor.StartAsync(plans.Of(spool.ReadJob(jid)), stopping);
        }
        catch (SaltException e) when (e.Failure == Failure.Unavailable)
        {
            log.LaunchPutOff(jid, e.Message);
            await inbox.TellAsync(new PipelineMessage.NotLaunched(jid), stopping);
        }
        catch (Exception e) when (e is SaltException or RefusedException or FormatException or IOException)
        {
            await inbox.TellAsync(new PipelineMessage.NotStartable(jid, e is RefusedException ? e.Message : SystemErrors.OfReading(e)), stopping);
        }
    }

    private async Task SignalAsync(PipelineMessage.Signalled signal, CancellationToken stopping)
    {
        try
        {
            var outcome = await supervisor.SignalAsync(signal.Jid, signal.Signal, signal.By, stopping);
            signal.Answer.SetResult(outcome.Pid == 0 ? "" : $"Signal {signal.Signal} sent to job {signal.Jid} at pid {outcome.Pid}");
        }
        catch (SaltException e)
        {
            signal.Answer.SetException(e);
        }
    }

    private async Task AcknowledgeAsync(Jid jid, CancellationToken stopping)
    {
        try
        {
            await supervisor.AcknowledgeAsync(jid, stopping);
        }
        catch (SaltException e)
        {
            log.NotAcknowledged(jid, e.Message);
        }
    }
}

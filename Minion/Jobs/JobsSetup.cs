using Microsoft.Extensions.Logging;
using Salt.Minion.Hosting;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;

namespace Salt.Minion.Jobs;

/// <summary>Puts the parts of the job pipeline together.</summary>
internal sealed class JobsSetup(MinionOptions options, ISupervisor supervisor, JobInbox inbox, Outbox outbox, ILogger log, TimeProvider clock)
{
    private readonly ProcFolder _proc = new(options.MinionCache);
    private RunningJobs? _running;

    public JobSpool Spool { get; } = new(options.MinionCache);

    public RunningJobs Running => _running ??= new RunningJobs(_proc, log);

    public ScheduledJobs Scheduled { get; } = new(options.Id.ToString(), clock);

    public JobParts Build(IMinionContext context)
    {
        var bootId = BootId.Read();
        var calls = new JobCalls(context);
        var builder = new ReturnBuilder(options.ReturnMax);
        var budget = new SpoolBudget(options.MinionCache, options.SpoolMax, options.MinFree);
        var admission = new Admission(Spool, budget, bootId, inbox, clock, log);
        var offers = new Offers(calls, admission, builder, new JobTerms(options.KeepJobs, options.JobTimeout, clock), inbox, clock, log);
        var plans = new LaunchPlans(options, Spool, calls, Environment.ProcessPath!);
        var supervised = new SupervisedJobs(supervisor, plans, Spool, inbox, log);
        var completion = new Completion(Spool, new Outcomes(Spool, calls, options.ReturnMax), builder, bootId, inbox, log);
        var workers = new JobWorkers(offers, admission, supervised, completion);
        var shelf = new JobShelf(Spool, new SpoolRecovery(Spool, _proc, bootId, clock, log), budget, log);
        var table = new JobTable(options.ProcessCountMax);
        return new JobParts(new JobPipeline(table, inbox, workers, shelf, new JobNews(outbox, Running), new OwnJobs(Scheduled, builder, clock), clock, log), workers);
    }
}

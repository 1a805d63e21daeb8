using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Salt.Minion.Files;
using Salt.Minion.Grains;
using Salt.Minion.Jobs;
using Salt.Minion.Link;
using Salt.Minion.Link.Identity;
using Salt.Minion.Modules;
using Salt.Minion.Output;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Workers;
using Salt.Shared.Logging;

namespace Salt.Minion.Hosting;

/// <summary>The minion's daemon: puts its parts together in the order in which a job passes them, and runs them.</summary>
internal sealed class Daemon(MinionOptions options, LogSink logs, ServiceNotifier notifier, TimeProvider clock)
{
    /// <summary>Until stopped. Jobs go on.</summary>
    /// <exception cref="Salt.Shared.Errors.SaltException">It cannot start: what to change is in the message.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var cacheLock = CacheLock.Take(options.MinionCache);
        using var pidFile = PidFile.Write(options.PidFile);
        using var identity = new MinionIdentity(options, clock, new Logger<MinionIdentity>(logs));
        var hosting = logs.CreateLogger("Hosting");
        foreach (var warning in options.Warnings) hosting.ConfigurationWarning(warning);

        var supervision = SupervisionSettings.Of(options);
        OwnFolder.Make(supervision.RunDir);
        var supervisor = new SupervisorClient(supervision, clock, new Logger<SupervisorClient>(logs));
        var wake = new WakeSignal();
        var inbox = new JobInbox();
        var outbox = new Outbox(wake);
        var grains = new CurrentGrains(GrainsCollector.For(options, clock).CollectAsync, options.MinionCache, wake, logs.CreateLogger("Link"));
        await grains.RefreshAsync(stopping);

        var jobs = new JobsSetup(options, supervisor, inbox, outbox, logs.CreateLogger("Jobs"), clock);
        var calls = new MasterCalls(clock);
        using var pillar = new PillarStore(options.MinionCache, calls, grains, logs.CreateLogger("Pillar"));
        pillar.Load();
        var (schedule, scheduler) = new ScheduleSetup(options, jobs.Scheduled, inbox, grains, () => pillar.Current, clock, logs.CreateLogger("Schedule"))
            .Build(ExecutionModules.Catalog);
        pillar.Changed += schedule.SourcesChanged;
        var context = new DaemonContext(options.Id, grains, jobs.Running, inbox, clock)
        {
            Cache = options.MinionCache,
            Cached = new CachedJobs(options.MinionCache),
            Configuration = options.Configuration,
            Jinja = options.Jinja,
            TemplateLog = logs.CreateLogger("Template"),
            Files = new FileClient(options.MinionCache, calls),
            Pillar = pillar,
            Scheduled = schedule,
        };
        var (pipeline, workers) = jobs.Build(context);
        var keeper = new SpoolKeeper(jobs.Spool, options.KeepJobs, clock, logs.CreateLogger("Spool"));
        var output = new OutputSource(jobs.Spool, wake, clock, logs.CreateLogger("Output"));
        var parts = new StreamParts(
            inbox, outbox, wake, grains, output, MinionProgram.Version, MachineId.Read(), BootId.Read(), supervision.JobsDir);
        var policy = new ReconnectPolicy(new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        var link = new MasterLink(options, identity, parts, calls, pillar, policy, clock, logs.CreateLogger("Link"));
        var port = new WorkerPort(LinkSocket.Of(options), context, logs.CreateLogger("Workers"));
        var watchdog = new Watchdog(notifier, inbox, clock);
        var memory = new IdleMemory(() => inbox.Activity, clock);

        hosting.Started(options.Id, MinionProgram.Version, options.MinionCache);
        notifier.Ready();
        await Loops.RunAsync(
            [
                new("supervisor", supervisor.RunAsync), new("pipeline", pipeline.RunAsync), .. workers.Loops, new("scheduler", scheduler.RunAsync),
                new("workers' port", port.RunAsync), new("spool keeper", keeper.RunAsync), new("link", link.RunAsync),
                new("watchdog", watchdog.RunAsync), new("idle memory", memory.RunAsync),
            ],
            stopping);
        notifier.Stopping();
        hosting.Stopped();
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Hosting;
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

namespace Salt.Minion.Hosting;

/// <summary>Puts the minion together: its parts in the order in which a job passes them. Parts are made by hand, not found by
/// reflection: a small daemon starts faster so, and what is missing does not compile.</summary>
internal static class MinionHost
{
    public static IHost Build(MinionOptions options, ILoggerFactory logs, TimeProvider clock, ServiceManager manager)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "salt-minion" });
        // The loops live and die together; none waits for another.
        builder.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        builder.Services
            .AddDaemon(logs, clock, manager, $"minion {options.Id}")
            .AddSingleton(options)
            .AddOwnPlace(options)
            .AddSupervisor(options, clock)
            .AddGrains(options, clock)
            .AddPillar(options)
            .AddSchedule(options, clock)
            .AddFunctions(options, clock)
            .AddJobs(options, clock)
            .AddLink(options, clock)
            .AddUpkeep(manager, clock);
        return builder.Build();
    }

    /// <summary>What has to be this daemon's alone, and who it is.</summary>
    private static IServiceCollection AddOwnPlace(this IServiceCollection services, MinionOptions options) => services
        .AddSingleton(_ => CacheLock.Take(options.MinionCache))
        .AddSingleton(_ => PidFile.Write(options.PidFile))
        .AddSingleton(found => new MinionIdentity(options, found.Clock(), found.Of<ILogger<MinionIdentity>>()))
        .AddSingleton<IHostedService>(found => new OwnPlace(found, options));

    private static IServiceCollection AddSupervisor(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(SupervisionSettings.Of(options))
        .AddSingleton(found => new SupervisorClient(found.Of<SupervisionOptions>(), clock, found.Of<ILogger<SupervisorClient>>()))
        .AddLoop<SupervisorClient>((supervisor, stopping) => supervisor.RunAsync(stopping));

    private static IServiceCollection AddGrains(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(_ => new WakeSignal())
        .AddSingleton(found => new CurrentGrains(
            GrainsCollector.For(options, clock).CollectAsync, options.MinionCache, found.Of<WakeSignal>(), found.Log("Link")));

    private static IServiceCollection AddPillar(this IServiceCollection services, MinionOptions options) => services
        .AddSingleton(_ => new MasterCalls())
        .AddSingleton(found => new FileClient(options.MinionCache, found.Of<MasterCalls>()))
        .AddSingleton(found =>
        {
            var pillar = new PillarStore(options.MinionCache, found.Of<MasterCalls>(), found.Of<CurrentGrains>(), found.Log("Pillar"));
            pillar.Load();
            return pillar;
        });

    private static IServiceCollection AddSchedule(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(found =>
        {
            var pillar = found.Of<PillarStore>();
            var setup = new ScheduleSetup(
                options, found.Of<JobsSetup>().Scheduled, found.Of<JobInbox>(), found.Of<CurrentGrains>(), () => pillar.Current, clock, found.Log("Schedule"));
            var parts = setup.Build(ExecutionModules.Catalog);
            pillar.Changed += parts.Schedule.SourcesChanged;
            return parts;
        })
        .AddLoop<ScheduleParts>((parts, stopping) => parts.Scheduler.RunAsync(stopping));

    /// <summary>What functions see that run in the daemon, and the socket on which workers ask it.</summary>
    private static IServiceCollection AddFunctions(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(found => new DaemonContext(
            options.Id, found.Of<CurrentGrains>(), found.Of<JobsSetup>().Running, found.Of<JobInbox>(), clock)
        {
            Cache = options.MinionCache,
            Cached = new CachedJobs(options.MinionCache),
            Configuration = options.Configuration,
            Jinja = options.Jinja,
            TemplateLog = found.Log("Template"),
            Files = found.Of<FileClient>(),
            Pillar = found.Of<PillarStore>(),
            Scheduled = found.Of<ScheduleParts>().Schedule,
        })
        .AddSingleton(found => new WorkerPort(LinkSocket.Of(options), found.Of<DaemonContext>(), found.Log("Workers")))
        .AddLoop<WorkerPort>((port, stopping) => port.RunAsync(stopping));

    private static IServiceCollection AddJobs(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(_ => new JobInbox())
        .AddSingleton(found => new Outbox(found.Of<WakeSignal>()))
        .AddSingleton(found => new JobsSetup(
            options, found.Of<SupervisorClient>(), found.Of<JobInbox>(), found.Of<Outbox>(), found.Log("Jobs"), clock))
        .AddSingleton(found => found.Of<JobsSetup>().Build(found.Of<DaemonContext>()))
        .AddLoop<JobParts>((jobs, stopping) => jobs.RunAsync(stopping));

    private static IServiceCollection AddLink(this IServiceCollection services, MinionOptions options, TimeProvider clock) => services
        .AddSingleton(found => new OutputSource(found.Of<JobsSetup>().Spool, found.Of<WakeSignal>(), clock, found.Log("Output")))
        .AddSingleton(found => new StreamParts(
            found.Of<JobInbox>(),
            found.Of<Outbox>(),
            found.Of<WakeSignal>(),
            found.Of<CurrentGrains>(),
            found.Of<OutputSource>(),
            MinionProgram.Version,
            MachineId.Read(),
            BootId.Read(),
            found.Of<SupervisionOptions>().JobsDir))
        .AddSingleton(found => new MasterLink(
            options,
            found.Of<MinionIdentity>(),
            found.Of<StreamParts>(),
            found.Of<MasterCalls>(),
            found.Of<PillarStore>(),
            new ReconnectPolicy(new Random(RandomNumberGenerator.GetInt32(int.MaxValue))),
            clock,
            found.Log("Link")))
        .AddLoop<MasterLink>((link, stopping) => link.RunAsync(stopping));

    private static IServiceCollection AddUpkeep(this IServiceCollection services, ServiceManager manager, TimeProvider clock)
    {
        services
            .AddSingleton(found => new SpoolKeeper(
                found.Of<JobsSetup>().Spool, found.Of<MinionOptions>().KeepJobs, clock, found.Log("Spool")))
            .AddLoop<SpoolKeeper>((keeper, stopping) => keeper.RunAsync(stopping));
        return manager.Watchdog is not { } period
            ? services
            : services
                .AddSingleton(found => new Watchdog(manager, period, found.Of<JobInbox>(), clock))
                .AddLoop<Watchdog>((watchdog, stopping) => watchdog.RunAsync(stopping));
    }

    private static T Of<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    private static TimeProvider Clock(this IServiceProvider services) => services.Of<TimeProvider>();

    private static ILogger Log(this IServiceProvider services, string name) => services.Of<ILoggerFactory>().CreateLogger(name);
}

using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

/// <summary>A minion as far as its supervisor is concerned: folders of its own, and the daemon's side of the socket.</summary>
internal sealed class TestMinion : IAsyncDisposable
{
    private readonly JidIssuer _jids = new(TimeProvider.System, default);
    private readonly bool _noCgroup;
    private CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public TestMinion(bool noCgroup = false)
    {
        _noCgroup = noCgroup;
        Root = Directory.CreateTempSubdirectory("salt-").FullName;
        Directory.CreateDirectory(JobsDir);
        Directory.CreateDirectory(RunDir);
        Options = new SupervisionOptions
        {
            RunDir = RunDir,
            JobsDir = JobsDir,
            CgroupName = CgroupName.Of(Root, MinionId.Parse("test")),
            Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Minion/release/salt-minion")),
            NoCgroup = noCgroup,
            Linger = TimeSpan.FromSeconds(1),
        };
        Client = null!;
        StartDaemon();
    }

    public string Root { get; }

    public string RunDir => Path.Combine(Root, "run");

    public string JobsDir => Path.Combine(Root, "jobs");

    public SupervisionOptions Options { get; }

    public SupervisorClient Client { get; private set; }

    /// <summary>Read as the supervisor writes it: .NET would want a lock of its own first.</summary>
    public int SupervisorPid => int.Parse(SmallFile.Read(Path.Combine(RunDir, "supervisor.lock"))!, CultureInfo.InvariantCulture);

    public string Log => File.Exists(Options.LogFile) ? File.ReadAllText(Options.LogFile) : "";

    public static IReadOnlyDictionary<string, string> BasicEnvironment { get; } =
        new Dictionary<string, string> { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin", ["LC_ALL"] = "C" };

    /// <summary>A daemon comes, the first or another.</summary>
    public void StartDaemon()
    {
        _stopping = new CancellationTokenSource();
        Client = new SupervisorClient(Options, TimeProvider.System, NullLogger<SupervisorClient>.Instance);
        _running = Client.RunAsync(_stopping.Token);
    }

    /// <summary>The daemon goes, in the middle of whatever it does.</summary>
    public async Task StopDaemonAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    /// <summary>The daemon goes, and the supervisor, which has nothing to do, follows.</summary>
    public async Task StopAllAsync()
    {
        await Client.EndAllAsync(Wait.Token);
        var supervisor = SupervisorPid;
        await StopDaemonAsync();
        await Wait.UntilAsync(() => !Processes.IsAlive(supervisor), () => $"supervisor {supervisor} still runs:\n{Log}");
    }

    /// <summary>The supervisor dies of a bug, say.</summary>
    public async Task KillSupervisorAsync()
    {
        var supervisor = SupervisorPid;
        _ = Libc.Kill(supervisor, Libc.SIGKILL);
        await Wait.UntilAsync(() => !Processes.IsAlive(supervisor), () => "the supervisor did not die");
    }

    /// <summary>Accepts a job that runs a shell command: its folder is there, and its status file reserved.</summary>
    public LaunchPlan Accept(string command) => AcceptProgram("/bin/sh", "-c", command);

    public LaunchPlan AcceptProgram(params string[] argv)
    {
        var jid = _jids.Issue();
        var folder = new JobFolder(Path.Combine(JobsDir, jid.ToString()));
        Directory.CreateDirectory(folder.Path);
        var directory = Directory.CreateDirectory(Path.Combine(Root, "work", jid.ToString())).FullName;
        StatusFile.Reserve(folder.Status);
        return new LaunchPlan
        {
            Jid = jid,
            Folder = folder.Path,
            Argv = argv,
            Environment = BasicEnvironment,
            Directory = directory,
            Grace = TimeSpan.FromSeconds(10),
            OutputMax = 1 << 20,
        };
    }

    public async Task<StartRecord> StartAsync(LaunchPlan plan)
    {
        await Client.StartAsync(plan, Wait.Token);
        return (await NextAsync(plan.Jid)).Start;
    }

    /// <summary>Starts it and waits for its end.</summary>
    public async Task<EndRecord> RunAsync(LaunchPlan plan)
    {
        await Client.StartAsync(plan, Wait.Token);
        return await EndOfAsync(plan.Jid);
    }

    public async Task<EndRecord> EndOfAsync(Jid jid)
    {
        while (true)
            if ((await NextAsync(jid)).End is { } end) return end;
    }

    /// <summary>The next report of a job; those of others are passed over.</summary>
    public async Task<SupervisorReport> NextAsync(Jid jid)
    {
        try
        {
            while (true)
            {
                var report = await Client.Reports.ReadAsync(Wait.Token);
                if (report.Jid == jid) return report;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no report of {jid}; the supervisor's log:\n{Log}");
        }
    }

    /// <summary>The group that the groups of this minion's jobs are in.</summary>
    public string CgroupHome => Path.Combine(
        CgroupMount.Find(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"))!,
        Options.CgroupName);

    /// <summary>The groups of this minion's jobs that are still there.</summary>
    public List<string> Cgroups() => Directory.Exists(CgroupHome) ? [.. Directory.EnumerateDirectories(CgroupHome)] : [];

    /// <summary>What a running job has printed by now.</summary>
    public static string OutputNow(LaunchPlan plan) =>
        new OutputFile(new JobFolder(plan.Folder).Stdout).ReadText(-1, 1 << 20).Text.ToString();

    public static OutputText Output(LaunchPlan plan, EndRecord end) =>
        new OutputFile(new JobFolder(plan.Folder).Stdout).ReadText(end.StdoutBytes, 1 << 20);

    public static OutputText Errors(LaunchPlan plan, EndRecord end) =>
        new OutputFile(new JobFolder(plan.Folder).Stderr).ReadText(end.StderrBytes, 1 << 20);

    /// <summary>Whatever is left of the minion ends: its jobs, then the supervisor.</summary>
    public async ValueTask DisposeAsync()
    {
        await Client.EndAllAsync(Wait.Token);
        foreach (var job in Directory.EnumerateDirectories(JobsDir))
            await Client.SignalAsync(Jid.Parse(Path.GetFileName(job)), 9, "teardown", Wait.Token);
        await StopAllAsync();
        Directory.Delete(Root, recursive: true);
    }
}

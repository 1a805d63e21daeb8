using Grpc.Core;
using Grpc.Net.Client;
using NUnit.Framework.Interfaces;
using Salt.Shared.Configuration;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Tests.Integration.Clusters;

/// <summary>A master and its minions as real processes below a temporary root, gone with the test: daemons,
/// supervisors, jobs and files. A test that fails prints their logs.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly ClusterSettings _settings;
    private readonly GrpcChannel _channel;
    private readonly List<(string Name, RunningProgram Program)> _history = [];
    private readonly Dictionary<string, RunningProgram> _minions = [];

    private Cluster(ClusterSettings settings)
    {
        _settings = settings;
        Root = settings.Root is { } root ? Directory.CreateDirectory(root).FullName : Directory.CreateTempSubdirectory("salt-").FullName;
        Port = FreePort.Take();
        _channel = OpenControl(Layout.ControlSocket(new Layout(Root).SockDir));
        Control = new Control.ControlClient(_channel);
    }

    /// <summary>Of the master; minion k's is <c>minions/minionK</c> below it.</summary>
    public string Root { get; }

    public int Port { get; }

    /// <summary>The files stay when the processes go.</summary>
    public bool KeepsFiles { get; set; }

    /// <summary>The operators' API, as root.</summary>
    public Control.ControlClient Control { get; }

    /// <summary>The newest process of the master.</summary>
    public RunningProgram Master => _history.Last(program => program.Name == "master").Program;

    /// <summary>The ids: <c>minion1</c> and so on.</summary>
    public IReadOnlyList<string> MinionIds => [.. Enumerable.Range(1, _settings.Minions).Select(number => $"minion{number}")];

    public static Task<Cluster> StartAsync(int minions = 3) => StartAsync(new ClusterSettings { Minions = minions });

    /// <summary>Returns when every minion's stream is up, or, where keys are not to be accepted, is pending.</summary>
    public static async Task<Cluster> StartAsync(ClusterSettings settings)
    {
        var cluster = new Cluster(settings);
        try
        {
            await cluster.StartAllAsync();
            return cluster;
        }
        catch
        {
            cluster.PrintLogs();
            await cluster.EndAsync();
            throw;
        }
    }

    public string MinionRoot(string id) => Path.Combine(Root, "minions", id);

    /// <summary>The newest process of a minion's daemon.</summary>
    public RunningProgram Minion(string id) => _minions[id];

    /// <summary>Starts the master and waits until it answers operators.</summary>
    public async Task StartMasterAsync()
    {
        _history.Add(("master", RunningProgram.Start(Programs.Master, Root, _settings.EnvironmentOf("master"), "--root", Root)));
        await Eventually.ReachesAsync("the master to answer", AnswerAsync, answer => answer == "", _settings.Patience);
    }

    /// <summary>Starts a minion's daemon; does not wait for its stream.</summary>
    public void StartMinion(string id)
    {
        var program = RunningProgram.Start(Programs.Minion, Root, _settings.EnvironmentOf(id), "--root", MinionRoot(id));
        _minions[id] = program;
        _history.Add((id, program));
    }

    /// <summary>Starts a minion's daemon that was ended, and waits for its stream: a newer one than the master knows,
    /// which may not have noticed the end of the old one.</summary>
    public async Task RestartMinionAsync(string id)
    {
        var before = (await MinionsAsync()).Single(minion => minion.Id == id).SinceUs;
        StartMinion(id);
        await Eventually.ReachesAsync(
            $"{id} to be back",
            async () => (await MinionsAsync()).Single(minion => minion.Id == id),
            minion => minion.Up && minion.SinceUs > before);
    }

    /// <summary>Waits until these minions, or all, have a living stream.</summary>
    public Task UpAsync(params IReadOnlyCollection<string> ids)
    {
        var wanted = ids.Count > 0 ? ids : MinionIds;
        return Eventually.ReachesAsync(
            $"{string.Join(", ", wanted)} to be up",
            async () => string.Join(' ', (await MinionsAsync()).Where(minion => minion.Up).Select(minion => minion.Id)),
            up => !wanted.Except(up.Split(' ')).Any(),
            _settings.Patience);
    }

    public async Task<IReadOnlyList<MinionView>> MinionsAsync()
    {
        using var call = Control.ListMinions(new ListMinionsRequest());
        var minions = new List<MinionView>();
        await foreach (var minion in call.ResponseStream.ReadAllAsync()) minions.Add(minion);
        return minions;
    }

    /// <summary>Accepts every pending key as an operator would: exactly what was listed.</summary>
    public async Task AcceptKeysAsync()
    {
        var keys = await Control.ListKeysAsync(new ListKeysRequest());
        var change = new ChangeKeysRequest { Change = ChangeKeysRequest.Types.Change.Accept };
        change.Keys.AddRange(keys.Keys.Where(key => key.State == "pending").Select(key =>
            new KeyChoice { Id = key.Id, State = key.State, Fingerprint = key.Fingerprint }));
        await Control.ChangeKeysAsync(change);
    }

    /// <summary>Runs <c>master-cli</c> to its end.</summary>
    public async Task<CliResult> CliAsync(params string[] words)
    {
        using var cli = StartCli(words);
        return await cli.FinishAsync();
    }

    /// <summary>Starts <c>master-cli</c>, for a command that waits; the caller disposes it.</summary>
    public RunningProgram StartCli(params string[] words) =>
        RunningProgram.Start(Programs.Cli, Root, [.. words.Take(1), "--root", Root, .. words.Skip(1)]);

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is TestStatus.Failed) PrintLogs();
        await EndAsync();
    }

    private static GrpcChannel OpenControl(string path) =>
        GrpcChannels.OverSocket(path);

    private async Task StartAllAsync()
    {
        WriteConfiguration();
        _settings.Prepare(Root);
        await StartMasterAsync();
        foreach (var id in MinionIds) StartMinion(id);
        await Eventually.ReachesAsync(
            "every minion's key to be known",
            async () => string.Join(' ', (await Control.ListKeysAsync(new ListKeysRequest())).Keys.Select(key => $"{key.Id}:{key.State}")),
            keys => MinionIds.All(id => keys.Contains($"{id}:pending") || keys.Contains($"{id}:accepted")),
            _settings.Patience);
        if (!_settings.Accepted) return;
        await AcceptKeysAsync();
        await UpAsync();
    }

    private void WriteConfiguration()
    {
        Write(new Layout(Root).MasterConfig, $"""
            id: master
            interface: 127.0.0.1
            ret_port: {Port}
            heartbeat_interval: {_settings.Heartbeat}
            log_level: {_settings.LogLevel}
            {_settings.Master}
            """);
        foreach (var id in MinionIds)
        {
            Write(new Layout(MinionRoot(id)).MinionConfig, $"""
                id: {id}
                master: 127.0.0.1
                master_port: {_settings.PortOf(id, Port)}
                heartbeat_interval: {_settings.Heartbeat}
                term_grace: 2s
                log_level: {_settings.LogLevel}
                {_settings.Minion}
                {_settings.MinionOf(id)}
                """);
        }
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <returns>Empty if the master answers, else why not.</returns>
    private async Task<string> AnswerAsync()
    {
        if (Master.HasExited) throw new AssertionException($"the master ended with {Master.ExitCode}: {Master.Error}");
        try
        {
            await Control.GetStatusAsync(new StatusRequest());
            return "";
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
        {
            return e.Status.Detail;
        }
    }

    private void PrintLogs()
    {
        foreach (var (name, program) in _history)
        {
            TestContext.Out.WriteLine($"--- {name} (pid {program.Pid})\n{program.Out}{program.Error}");
        }
    }

    private async Task EndAsync()
    {
        _channel.Dispose();
        foreach (var (_, program) in _history)
        {
            if (!program.HasExited) await program.KillAsync();
            program.Dispose();
        }

        await Leftovers.EndAsync(Root);
        if (!KeepsFiles) Directory.Delete(Root, recursive: true);
    }
}

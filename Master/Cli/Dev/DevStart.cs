using Grpc.Core;
using Salt.Cli.Connection;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Dev;

/// <summary>Brings a cluster up: the master, a join token for each new minion, the minions.</summary>
internal sealed class DevStart(DevCluster cluster, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly List<StartedDaemon> _daemons = [];

    /// <summary>Returns when every minion is connected.</summary>
    /// <exception cref="SaltException">A daemon ended, or did not come up in time.</exception>
    public async Task RunAsync(IReadOnlyList<string> minions, CancellationToken cancellationToken)
    {
        Start("salt-master", DaemonPrograms.Master, cluster.Root, cluster.MasterLog);
        using var master = await GuardAsync(ConnectAsync, "the master does not answer", cancellationToken);
        // Listening comes before starting: no start can be missed.
        using var starts = master.Control.Events(
            new EventsRequest { Tag = "salt/minion/*/start" }, cancellationToken: cancellationToken);
        await starts.ResponseHeadersAsync;
        foreach (var id in minions)
        {
            await InviteAsync(master, id, cancellationToken);
            Start(id, DaemonPrograms.Minion, cluster.Minion(id).Root, cluster.MinionLog(id));
        }

        await GuardAsync(
            async token =>
            {
                var missing = minions.Select(id => $"salt/minion/{id}/start").ToHashSet();
                await foreach (var e in starts.ResponseStream.ReadAllAsync(token))
                {
                    if (missing.Remove(e.Tag) && missing.Count == 0) return true;
                }

                throw new SaltException(Failure.Unavailable, "the master ended the stream of events");
            },
            "not every minion has connected",
            cancellationToken);
    }

    /// <summary>Tells of daemons that end by themselves, until cancelled. They may be started again by hand.</summary>
    public async Task WatchAsync(Action<string> say, CancellationToken cancellationToken)
    {
        await foreach (var end in Task.WhenEach(_daemons.Select(daemon => daemon.EndAsync(cancellationToken))))
            say(await end);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
    }

    /// <summary>Ends what was started and never got so far as to write its pid file.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var daemon in _daemons) await daemon.StopAsync(cancellationToken);
    }

    public void Dispose() => _daemons.ForEach(daemon => daemon.Dispose());

    private void Start(string name, string program, string root, string log) =>
        _daemons.Add(StartedDaemon.Start(name, program, root, log));

    private async Task<MasterConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await MasterConnection.OpenAsync(cluster.ControlSocket, cancellationToken);
            }
            catch (SaltException e) when (e.Failure == Failure.Unavailable)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    // A minion that has a certificate needs no invitation. The token is in a file of its own, which the minion removes.
    private async Task InviteAsync(MasterConnection master, string id, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cluster.Minion(id).PkiDir, "minion");
        if (File.Exists(Path.Combine(folder, "minion.crt"))) return;
        var reply = await master.Control.CreateTokenAsync(
            new CreateTokenRequest { Id = id }, cancellationToken: cancellationToken);
        PrivateFile.Write(Path.Combine(folder, "join_token"), reply.Token + "\n");
    }

    // Whatever is waited for, a daemon that ends says why it will not come.
    private async Task<T> GuardAsync<T>(
        Func<CancellationToken, Task<T>> wait, string complaint, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var waiting = wait(both.Token);
        var ending = Task.WhenAny(_daemons.Select(daemon => daemon.EndAsync(both.Token)));
        try
        {
            if (await Task.WhenAny(waiting, ending) == waiting) return await waiting;
            throw new SaltException(Failure.Unavailable, await await ending);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && deadline.IsCancellationRequested)
        {
            throw new SaltException(
                Failure.Unavailable,
                $"{complaint} after {Patience.TotalSeconds:0} s; see {Path.GetDirectoryName(cluster.MasterLog)}",
                inner: e);
        }
        finally
        {
            await both.CancelAsync();
        }
    }
}

using Grpc.Core;
using Salt.Cli.Connection;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Dev;

/// <summary>Takes a cluster down in the order in which nothing is lost: the jobs, by their supervisors; the returns, once
/// the master has them; the minions; the master.</summary>
internal sealed class DevStop(DevCluster cluster, Action<string> say, TimeProvider clock)
{
    // A job may take its grace, ten seconds by default, and then some.
    private static readonly TimeSpan JobPatience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan DaemonPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReturnPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public RunningProcess? Master => RunningProcess.FromPidFile(cluster.MasterPidFile, "salt-master");

    /// <summary>Ends whatever of the cluster is running.</summary>
    /// <returns>Whether anything was.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var minions = cluster.MinionIds.ToList();
        var daemons = Find(id => RunningProcess.FromPidFile(cluster.MinionPidFile(id), "salt-minion"), minions);
        var supervisors = Find(Supervisor, minions);
        var master = Master;
        if (daemons.Count == 0 && supervisors.Count == 0 && master is null) return false;

        await EndAsync(supervisors, JobPatience, "the supervisor", cancellationToken);
        if (master is not null && daemons.Count > 0) await StoreReturnsAsync(cancellationToken);
        await EndAsync(daemons, DaemonPatience, "salt-minion", cancellationToken);
        // A daemon that saw its supervisor go has started another.
        await EndAsync(Find(Supervisor, minions), DaemonPatience, "the supervisor", cancellationToken);
        if (master is { } process) await EndAsync([("master", process)], DaemonPatience, "salt-master", cancellationToken);
        return true;
    }

    private RunningProcess? Supervisor(string id) =>
        RunningProcess.FromPidFile(cluster.SupervisorLock(id), "supervisor", cluster.Minion(id).SockDir);

    private static List<(string Id, RunningProcess Process)> Find(Func<string, RunningProcess?> find, IEnumerable<string> ids)
    {
        var found = new List<(string, RunningProcess)>();
        foreach (var id in ids)
        {
            if (find(id) is { } process) found.Add((id, process));
        }

        return found;
    }

    private async Task EndAsync(
        IReadOnlyCollection<(string Id, RunningProcess Process)> processes,
        TimeSpan patience,
        string what,
        CancellationToken cancellationToken)
    {
        foreach (var (_, process) in processes) process.Signal(RunningProcess.Term);
        foreach (var (id, process) in processes)
        {
            if (await process.WaitAsync(patience, clock, cancellationToken)) continue;
            say($"{what} of {id}, pid {process.Pid}, did not end within {patience.TotalSeconds:0} s and was killed");
            process.Signal(RunningProcess.Kill);
        }
    }

    // The jobs have ended; what is active still is a return on its way.
    private async Task StoreReturnsAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        try
        {
            using var master = await MasterConnection.OpenAsync(cluster.ControlSocket, cancellationToken);
            while (await AnyActiveAsync(master, cancellationToken) && clock.GetElapsedTime(start) < ReturnPatience)
                await Task.Delay(Pause, clock, cancellationToken);
        }
        catch (Exception e) when (e is SaltException { Failure: Failure.Unavailable } or RpcException)
        {
            // Each minion keeps its returns until a master takes them.
            say("The master does not answer; the minions keep the returns of the jobs that were ended");
        }
    }

    private static async Task<bool> AnyActiveAsync(MasterConnection master, CancellationToken cancellationToken)
    {
        using var call = master.Control.ActiveJobs(new ActiveJobsRequest(), cancellationToken: cancellationToken);
        return await call.ResponseStream.MoveNext(cancellationToken);
    }
}

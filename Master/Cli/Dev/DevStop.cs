using System.Diagnostics;
using Grpc.Core;
using Salt.Cli.Connection;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Dev;

/// <summary>Takes a cluster down in the order in which nothing is lost: the jobs; their returns, to the master; the
/// minions; the master.</summary>
internal sealed class DevStop(DevCluster cluster, Action<string> say, TimeProvider clock)
{
    private static readonly TimeSpan DaemonPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReturnPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public RunningProcess? Master => RunningProcess.FromPidFile(cluster.MasterPidFile, "salt-master");

    /// <summary>Ends whatever of the cluster is running.</summary>
    /// <returns>Whether a daemon was.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var daemons = MinionDaemons();
        var master = Master;
        await EndJobsAsync(cancellationToken);
        if (master is not null && daemons.Count > 0) await StoreReturnsAsync(cancellationToken);
        await EndAsync(daemons, cancellationToken);
        // A daemon that saw its supervisor go has started another.
        if (daemons.Count > 0) await EndJobsAsync(cancellationToken);
        if (master is { } process) await EndAsync([process], cancellationToken);
        return master is not null || daemons.Count > 0;
    }

    private List<RunningProcess> MinionDaemons()
    {
        var found = new List<RunningProcess>();
        foreach (var id in cluster.MinionIds)
        {
            if (RunningProcess.FromPidFile(cluster.MinionPidFile(id), "salt-minion") is { } daemon) found.Add(daemon);
        }

        return found;
    }

    // The minion's own program knows how: its jobs end as killed by shutdown, and then their supervisor.
    private async Task EndJobsAsync(CancellationToken cancellationToken)
    {
        var running = new List<(string Id, Process Process)>();
        foreach (var id in cluster.MinionIds)
            running.Add((id, Process.Start(DaemonPrograms.Minion, ["end-jobs", "--root", cluster.Minion(id).Root])));
        foreach (var (id, process) in running)
        {
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) say($"The jobs of {id} were not ended");
            process.Dispose();
        }
    }

    private async Task EndAsync(IReadOnlyCollection<RunningProcess> daemons, CancellationToken cancellationToken)
    {
        foreach (var daemon in daemons) daemon.Signal(RunningProcess.Term);
        foreach (var daemon in daemons)
        {
            if (await daemon.WaitAsync(DaemonPatience, clock, cancellationToken)) continue;
            say($"pid {daemon.Pid} did not end within {DaemonPatience.TotalSeconds:0} s and was killed");
            daemon.Signal(RunningProcess.Kill);
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

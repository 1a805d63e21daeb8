using System.Text.Json.Nodes;
using Salt.Cli.Connection;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Dev;

/// <summary><c>dev</c>: a whole cluster on this machine, below one folder.</summary>
internal static class DevVerb
{
    private const string FirstCommand = "echo \"hello from pid $$ on $(uname -sr)\"";
    private const int DefaultMinions = 3;

    private static readonly Option Minions = new(["--minions"], "N", "how many minions, 3 by default");
    private static readonly Option Once = new("--once", "end everything when the first job is done");
    private static readonly Option Detach = new("--detach", "leave everything running when the first job is done");
    private static readonly Option Stop = new("--stop", "end the jobs and daemons of an earlier dev");

    public static Verb Declare() => new(
        "dev", [], "a master and minions on this machine, below .salt or --root DIR", [Minions, Once, Detach, Stop], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(0);
        if (words.Has(CommonOptions.ConfigDir))
            throw new SaltException(Failure.BadRequest, "dev writes its own configuration: use --root DIR, not -c");
        if (new[] { Once, Detach, Stop }.Count(words.Has) > 1)
            throw new SaltException(Failure.BadRequest, "--once, --detach and --stop exclude each other");
        var cluster = new DevCluster(words.ValueOf(CommonOptions.Root) ?? Layout.DevFolder);
        DevFolder.RequireTrust(cluster.Root);
        var stop = new DevStop(cluster, invocation.Terminal.Say, TimeProvider.System);
        if (words.Has(Stop)) return await StopAsync(invocation, cluster, stop);
        if (stop.Master is { } running)
        {
            throw new SaltException(
                Failure.Conflict,
                $"a cluster is running in {cluster.Root} already (master: pid {running.Pid}); master-cli dev --stop ends it");
        }

        return await StartAsync(invocation, cluster, stop, cancellationToken);
    }

    private static async Task<int> StopAsync(Invocation invocation, DevCluster cluster, DevStop stop)
    {
        // Not to be interrupted half-way: the second Ctrl-C ends it all the same.
        if (await stop.RunAsync(CancellationToken.None)) return ExitCodes.Success;
        invocation.Terminal.Say($"No cluster is running in {cluster.Root}");
        return ExitCodes.SomeFailed;
    }

    private static async Task<int> StartAsync(
        Invocation invocation, DevCluster cluster, DevStop stop, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        var count = words.NumberOf(Minions, least: 1) ?? DefaultMinions;
        var ids = Enumerable.Range(1, count).Select(number => $"minion{number}").ToList();
        DevConfiguration.Write(cluster, ids);
        // It was made just now, or was there: nobody may have come between.
        DevFolder.RequireTrust(cluster.Root);
        using var start = new DevStart(cluster, TimeProvider.System);
        var leave = false;
        try
        {
            invocation.Terminal.Say($"Starting a master and {count} minion{(count == 1 ? "" : "s")} in {cluster.Root}");
            await start.RunAsync(ids, cancellationToken);
            var exitCode = await RunFirstJobAsync(invocation, cluster, cancellationToken);
            leave = words.Has(Detach);
            if (!leave && !words.Has(Once)) await ServeAsync(invocation, start, cancellationToken);
            return exitCode;
        }
        finally
        {
            if (!leave)
            {
                await stop.RunAsync(CancellationToken.None);
                await start.EndAsync(CancellationToken.None);
            }
        }
    }

    private static Task<int> RunFirstJobAsync(Invocation invocation, DevCluster cluster, CancellationToken cancellationToken)
    {
        invocation.Terminal.Say($"master-cli run '*' cmd.run '{FirstCommand}'");
        var request = new RunRequest
        {
            Tgt = "*",
            TgtType = "glob",
            Fun = "cmd.run",
            Arg = RunRequests.Json(new JsonArray(FirstCommand)),
            Kwarg = RunRequests.Json(new JsonObject()),
        };
        var here = invocation.On(new Cluster(cluster.Master, cluster.ControlSocket, cluster.Master.MasterConfig));
        var report = new RunReport(here.OpenOutputter(), here.Terminal, new RunDisplay());
        return RunVerb.WaitAsync(here, request, report, cancellationToken);
    }

    private static async Task ServeAsync(Invocation invocation, DevStart start, CancellationToken cancellationToken)
    {
        invocation.Terminal.Say("Serving until Ctrl-C. Elsewhere, in this folder: master-cli run '*' test.ping");
        try
        {
            await start.WatchAsync(invocation.Terminal.Say, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            invocation.Terminal.Say("Ending the jobs and the daemons");
        }
    }
}

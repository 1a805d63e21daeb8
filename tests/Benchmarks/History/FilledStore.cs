using Microsoft.Data.Sqlite;
using Salt.Master.Hosting;
using Salt.Master.Jobs;
using Salt.Master.Store.Sqlite;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Benchmarks.History;

/// <summary>A master's history as of a busy day, written before the master starts.</summary>
internal static class FilledStore
{
    /// <summary>Whose jobs are the oldest ten, and no others.</summary>
    public const string RareUser = "bob";

    private static readonly MinionId[] Minions = [MinionId.Parse("minion1"), MinionId.Parse("minion2"), MinionId.Parse("minion3")];

    /// <param name="root">Of the cluster.</param>
    /// <param name="jobs">Jobs that are over, ten a second.</param>
    /// <param name="running">Targets of one job more, which still runs on all of them.</param>
    public static void Fill(string root, int jobs, int running)
    {
        var clock = TimeProvider.System;
        var path = Path.Combine(new MasterOptions(new Layout(root)).MasterCache, "jobs", "jobs.db");
        SqliteStore.Open(path, clock).Dispose();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var writes = new Writes(connection, clock);
        Database.Execute(connection, "PRAGMA synchronous = OFF; BEGIN");
        var oldest = clock.GetUtcNow() - TimeSpan.FromMilliseconds(100.0 * (jobs + 10));
        for (var number = 0; number < jobs; number++) Add(writes, number, oldest.AddMilliseconds(100.0 * number));
        AddRunning(writes, clock.GetUtcNow(), running);
        Database.Execute(connection, "COMMIT");
    }

    private static void Add(Writes writes, int number, DateTimeOffset time)
    {
        var isGood = number % 20 != 0;
        var startedUs = time.ToUnixMicroseconds();
        var end = new JobEnd
        {
            State = isGood ? JobState.Succeeded : JobState.Failed,
            Retcode = isGood ? 0 : 1,
            Success = isGood,
            Ret = "\" 10:00:00 up 20 days, 1 user, load average: 0.00, 0.00, 0.00\""u8.ToArray(),
            StartedUs = startedUs,
            EndedUs = startedUs + 20_000,
        };
        var job = new JobSpec
        {
            Key = new JobKey("master", Jid.At(time)),
            Fun = number % 10 == 0 ? "test.ping" : "cmd.run",
            Arg = "[\"uptime; df -h /\"]"u8.ToArray(),
            Tgt = "*",
            TgtType = "glob",
            User = number < 10 ? RareUser : number % 5 == 0 ? "alice" : "root",
            Targets = Minions,
        };
        writes.Jobs.Add(job);
        foreach (var minion in Minions) writes.Targets.Put(job.Key, new JobTarget { Minion = minion }.Ended(end));
        writes.Jobs.End(job.Key, end.EndedUs);
    }

    private static void AddRunning(Writes writes, DateTimeOffset time, int count)
    {
        MinionId[] hosts = [.. Enumerable.Range(0, count).Select(number => MinionId.Parse($"host{number}"))];
        var job = new JobSpec
        {
            Key = new JobKey("master", Jid.At(time)), Fun = "cmd.run", Arg = "[\"sleep 1000000\"]"u8.ToArray(), Tgt = "host*", TgtType = "glob",
            User = "root", Targets = hosts,
        };
        writes.Jobs.Add(job);
        for (var number = 0; number < count; number++)
        {
            var running = new JobTarget { Minion = hosts[number], State = JobState.Running, Pid = 1000 + number, StartedUs = time.ToUnixMicroseconds() };
            writes.Targets.Put(job.Key, running);
        }
    }
}

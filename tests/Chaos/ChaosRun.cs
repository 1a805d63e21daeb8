using System.Globalization;
using Grpc.Core;
using Salt.Shared.Jobs;
using Salt.Tests.Chaos.Checking;
using Salt.Tests.Chaos.Disturbances;
using Salt.Tests.Chaos.Jobs;
using Salt.V1;

namespace Salt.Tests.Chaos;

/// <summary>One run: jobs and disturbances until both have come to their numbers, then quiet, then the comparison.</summary>
internal sealed class ChaosRun(Stage stage, ChaosOptions options)
{
    /// <summary>What the longest job needs to end when nothing is in its way, and a crowd of returns to arrive.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(3);

    private readonly Ledger _ledger = new();

    public async Task<Report> RunAsync(CancellationToken broken)
    {
        var began = Uptime.Now();
        var watch = new EventWatch(stage);
        using var over = new CancellationTokenSource();
        var watching = watch.RunAsync(over.Token);
        await DisturbAsync(broken);
        var disturbed = Uptime.Now() - began;
        Say($"{_ledger.Submitted} jobs and {_ledger.Kills} kills later nothing is disturbed any more", began);
        await SettleAsync();
        Say("everybody is back, and every job has ended or never will", began);
        var before = await History.ReadAsync(stage.Cluster.Control);
        await RestartMasterAsync();
        Say("the master has been killed and started once more", began);
        var after = await History.ReadAsync(stage.Cluster.Control);
        await over.CancelAsync();
        await watching;
        var journals = stage.Minions.ToDictionary(minion => minion, minion => JournalLine.Read(stage.JournalOf(minion)));
        var evidence = new Evidence(_ledger, before, after, journals, watch.Published);
        var machine = await MachineChecks.FindAsync(stage, evidence);
        return new Report(
            evidence,
            [.. _ledger.Violations, .. EndChecks.Find(evidence), .. HistoryChecks.Find(evidence), .. machine],
            TimeSpan.FromSeconds(disturbed),
            TimeSpan.FromSeconds(Uptime.Now() - began));
    }

    private static void Say(string what, double began) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Uptime.Now() - began:0} s: {what}"));

    /// <summary>Jobs and disturbances at the same time. When it returns nothing is disturbed any more.</summary>
    private async Task DisturbAsync(CancellationToken broken)
    {
        using var tooLong = new CancellationTokenSource(options.AtMost, TimeProvider.System);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, broken);
        var pacer = new Pacer(_ledger, options.Jobs, options.Kills);
        var keeping = new Keeper(stage, _ledger).RunAsync(enough.Token);
        var disturbing = new Disturber(stage, _ledger, pacer, new Random(options.Seed)).RunAsync(enough.Token);
        var plans = new JobPlans(options.Seed, stage.Minions);
        var number = 0;
        var operators = Enumerable.Range(0, options.Clients).Select(_ => AskAsync(() => plans.At(Interlocked.Increment(ref number)), pacer, enough.Token));
        await Task.WhenAll(operators);
        await enough.CancelAsync();
        await Task.WhenAll(keeping, disturbing);
    }

    private async Task AskAsync(Func<JobPlan> next, Pacer pacer, CancellationToken enough)
    {
        var asking = new Operator(stage, _ledger);
        try
        {
            while (!pacer.IsOver)
            {
                await pacer.JobsMayGoOnAsync(enough);
                enough.ThrowIfCancellationRequested();
                await asking.RunAsync(next());
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // The time is up.
        }
    }

    /// <summary>Everybody comes back, and every job comes to its end; what does not is for the comparison to tell.</summary>
    private async Task SettleAsync()
    {
        var keeper = new Keeper(stage, _ledger);
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        await keeper.LookAsync();
        await stage.MasterAnswersAsync();
        await stage.ComeBackAsync(stage.Minions, SettlingTime, CancellationToken.None);
        while (await ActiveAsync() > 0 && clock.GetElapsedTime(began) < SettlingTime)
        {
            await keeper.LookAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
        }
    }

    private async Task<int> ActiveAsync()
    {
        var open = 0;
        using var call = stage.Cluster.Control.ActiveJobs(new ActiveJobsRequest());
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            if (part.KindCase is JobEvent.KindOneofCase.Target && !JobStates.Parse(part.Target.State).IsEnd()) open++;
        }

        return open;
    }

    /// <summary>From here on the master knows what is on its disk, and what minions send once more: whatever of theirs was
    /// not acknowledged has come before the answers to these pings.</summary>
    private async Task RestartMasterAsync()
    {
        await stage.Cluster.Master.KillAsync();
        await stage.Cluster.StartMasterAsync();
        await stage.ComeBackAsync(stage.Minions, SettlingTime, CancellationToken.None);
        var ping = new JobPlan("last", stage.Minions, "test.ping", "[]") { AcceptTimeout = TimeSpan.FromSeconds(30) };
        await new Operator(stage, _ledger).RunAsync(ping);
    }
}

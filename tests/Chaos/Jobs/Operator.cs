using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Salt.Shared.Jobs;
using Salt.Tests.Chaos.Checking;
using Salt.V1;

namespace Salt.Tests.Chaos.Jobs;

/// <summary>Asks for jobs, one after the other, and looks at what comes of them; ends some of them.</summary>
internal sealed class Operator(Stage stage, Ledger ledger)
{
    /// <summary>No job of the run lasts so long while its minion is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MostAttempts = 100;

    private static readonly HashSet<string> Deadly = [JobState.Killed.ToName(), JobState.TimedOut.ToName()];

    /// <summary>Asks for the job until the master has said that it has it.</summary>
    public async Task RunAsync(JobPlan plan)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await TryRunAsync(attempt == 1 ? plan : plan.Again(attempt))) return;
            await stage.MasterAnswersAsync();
        }

        throw new InvalidOperationException($"{plan.Token} could not be submitted {MostAttempts} times");
    }

    private async Task<bool> TryRunAsync(JobPlan plan)
    {
        ledger.Asking(plan);
        var jid = "";
        var signals = new Dictionary<string, Task>();
        try
        {
            using var call = stage.Cluster.Control.Run(Request(plan), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
            await foreach (var change in call.ResponseStream.ReadAllAsync())
            {
                if (change.KindCase is JobEvent.KindOneofCase.Submitted)
                {
                    jid = change.Submitted.Jid;
                    ledger.Told(plan.Token, jid);
                }

                if (change.KindCase is not JobEvent.KindOneofCase.Target) continue;
                var target = change.Target;
                See(plan, target);
                if (IsTimeFor(plan.Signal, target) && !signals.ContainsKey(target.Minion))
                    signals[target.Minion] = SignalAsync(plan, plan.Signal!, jid, target.Minion);
            }
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // The master went away, or the job's minion did: the history will show it.
        }
        catch (RpcException e)
        {
            ledger.Found(Rule.Answer, jid, "", $"{plan.Fun}: {e.Status}");
        }

        await Task.WhenAll(signals.Values);
        return jid.Length > 0;
    }

    private void See(JobPlan plan, TargetView target)
    {
        ledger.Saw(target);
        if (plan.Payload is null || !Deadly.Contains(target.State)) return;
        foreach (var pid in MarkedProcesses.Of(plan.Token, stage.JournalOf(target.Minion)))
            ledger.Found(Rule.LeftProcess, target.Jid, target.Minion, $"{target.State} is told while pid {pid} is alive: {MarkedProcesses.CommandLine(pid)}");
    }

    private static bool IsTimeFor(SignalPlan? signal, TargetView target) =>
        signal is not null && JobStates.Parse(target.State) is var state && !state.IsEnd() && (state == JobState.Running || !signal.WaitsForStart);

    private async Task SignalAsync(JobPlan plan, SignalPlan signal, string jid, string minion)
    {
        await Task.Delay(signal.After, TimeProvider.System);
        ledger.Signalling(jid, minion);
        var ending = new JobPlan($"{plan.Token}/{minion}", [minion], signal.Fun, new JsonArray(jid).ToJsonString());
        await new Operator(stage, ledger).TryRunAsync(ending);
    }

    private static RunRequest Request(JobPlan plan) => new()
    {
        Tgt = string.Join(',', plan.Targets),
        TgtType = "list",
        Fun = plan.Fun,
        Arg = ByteString.CopyFromUtf8(plan.Arg),
        Kwarg = ByteString.CopyFromUtf8(plan.Payload is null ? "{}" : new JsonObject
        {
            ["shell"] = "/bin/sh",
            ["env"] = new JsonObject { [Payload.TokenVariable] = plan.Token },
        }.ToJsonString()),
        AcceptTimeoutMs = (uint)plan.AcceptTimeout.TotalMilliseconds,
        LimitSeconds = (uint)plan.LimitSeconds,
        BatchSize = (uint)plan.BatchSize,
        QueueSeconds = (uint)plan.QueueSeconds,
        SubmitOnly = plan.SubmitsOnly,
        Metadata = ByteString.CopyFromUtf8(new JsonObject { ["token"] = plan.Token }.ToJsonString()),
    };
}

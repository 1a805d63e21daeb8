using Salt.Tests.Chaos.Checking;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Chaos.Disturbances;

/// <summary>What a service manager is to the daemons: starts again what ended, and tells of it, since nothing but a
/// disturbance may end one.</summary>
internal sealed class Keeper(Stage stage, Ledger ledger)
{
    /// <summary>The part that the master is.</summary>
    public const string Master = "master";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await LookAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>One round.</summary>
    public async Task LookAsync()
    {
        foreach (var part in stage.Minions.Prepend(Master))
        {
            if (!stage.Parts.TryHold(part)) continue;
            try
            {
                var program = part == Master ? stage.Cluster.Master : stage.Cluster.Minion(part);
                if (!program.HasExited) continue;
                ledger.Found(Rule.DaemonEnded, "", part, $"exit code {program.ExitCode}: {LastLines(program)}");
                if (part == Master) await stage.Cluster.StartMasterAsync();
                else stage.Cluster.StartMinion(part);
            }
            finally
            {
                stage.Parts.Release(part);
            }
        }
    }

    private static string LastLines(RunningProgram program)
    {
        var text = program.Error.ToString().TrimEnd();
        return text[Math.Max(0, text.Length - 1000)..].ReplaceLineEndings(" | ");
    }
}

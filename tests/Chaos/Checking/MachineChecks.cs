using Salt.Shared.Jobs;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Looks for what jobs have left on the machine.</summary>
internal static class MachineChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Waits a little for what is on its way out; the rest is left behind.</summary>
    public static async Task<IReadOnlyList<Violation>> FindAsync(Stage stage, Evidence evidence)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (true)
        {
            IReadOnlyList<Violation> found = [.. Processes(stage, evidence), .. Cgroups(stage)];
            if (found.Count == 0 || clock.GetElapsedTime(began) > Patience) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
        }
    }

    private static IEnumerable<Violation> Processes(Stage stage, Evidence evidence)
    {
        var ended = evidence.Accounts
            .Where(account => account.State is JobState.Killed or JobState.TimedOut or JobState.Lost)
            .ToDictionary(account => (History.TokenOf(account.Job), stage.JournalOf(account.Minion)));
        foreach (var (token, journal, pid) in MarkedProcesses.All())
        {
            if (ended.TryGetValue((token, journal), out var account))
                yield return account.Breaks(Rule.LeftProcess, $"pid {pid} is alive: {MarkedProcesses.CommandLine(pid)}");
        }
    }

    private static IEnumerable<Violation> Cgroups(Stage stage)
    {
        foreach (var minion in stage.Minions)
        {
            foreach (var group in JobGroups.Of(stage.Cluster, minion).Where(IsEmpty))
                yield return new Violation(Rule.LeftCgroup, Path.GetFileName(group), minion, group);
        }
    }

    private static bool IsEmpty(string group)
    {
        try
        {
            return File.ReadAllText(Path.Combine(group, "cgroup.events")).Contains("populated 0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Removed while it was looked at.
            return false;
        }
    }
}

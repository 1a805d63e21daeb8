namespace Salt.Tests.Integration.Clusters;

/// <summary>What a cluster leaves running: supervisors and jobs, which outlive the daemons on purpose.</summary>
internal static class Leftovers
{
    /// <summary>Every living process that carries the cluster's mark in its environment.</summary>
    public static IReadOnlyList<int> Of(string root)
    {
        var mark = $"{RunningProgram.Mark}={root}";
        return [.. Pids().Where(pid => pid != Environment.ProcessId && Read(pid, "environ").Split('\0').Contains(mark))];
    }

    /// <summary>Kills them, again and again until none is found: a job may be forking meanwhile.</summary>
    public static Task EndAsync(string root) => Eventually.ReachesAsync(
        $"the end of every process of {root}",
        () =>
        {
            var pids = Of(root);
            foreach (var group in pids.SelectMany(JobGroups).Distinct()) KillGroup(group);
            foreach (var pid in pids) Signals.Send(pid, Signals.Kill);
            return string.Join(' ', pids);
        },
        pids => pids.Length == 0);

    private static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    /// <summary>Job groups that the process is in: what forks faster than it is listed dies only as a group.</summary>
    private static IEnumerable<string> JobGroups(int pid) => Read(pid, "cgroup").Split('\n')
        .Where(line => line.StartsWith("0::", StringComparison.Ordinal) && line.Contains("/salt-", StringComparison.Ordinal))
        .SelectMany(line => new[] { "/sys/fs/cgroup" + line[3..], "/sys/fs/cgroup/unified" + line[3..] });

    private static void KillGroup(string group)
    {
        var file = Path.Combine(group, "cgroup.kill");
        if (File.Exists(file)) File.WriteAllText(file, "1");
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's: in neither case ours to end.
            return "";
        }
    }
}

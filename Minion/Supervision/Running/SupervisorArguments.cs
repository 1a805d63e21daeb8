using System.Globalization;

namespace Salt.Minion.Supervision.Running;

/// <summary>The hidden verb's command line, written by <see cref="SupervisorStarter"/> and by nobody else.</summary>
/// <param name="RunDir">Of the socket and the lock.</param>
/// <param name="JobsDir">Of the job folders.</param>
/// <param name="Group">Name of the minion's own cgroup.</param>
/// <param name="NoCgroup">Use the fallback even where cgroups can be had.</param>
/// <param name="Linger">How long it stays when no daemon is there and nothing runs.</param>
internal sealed record SupervisorArguments(string RunDir, string JobsDir, string Group, bool NoCgroup, TimeSpan Linger)
{
    public IReadOnlyList<string> ToList()
    {
        var linger = Linger.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var list = new List<string> { "--run", RunDir, "--jobs", JobsDir, "--group", Group, "--linger", linger };
        if (NoCgroup) list.Add("--no-cgroup");
        return list;
    }

    /// <returns>Null: this is not a command line of ours.</returns>
    public static SupervisorArguments? Parse(IReadOnlyList<string> list)
    {
        string? run = null, jobs = null, group = null;
        var noCgroup = false;
        var linger = 0.0;
        for (var i = 0; i < list.Count; i++)
        {
            var value = i + 1 < list.Count ? list[i + 1] : null;
            switch (list[i])
            {
                case "--no-cgroup": noCgroup = true; continue;
                case "--run": run = value; break;
                case "--jobs": jobs = value; break;
                case "--group": group = value; break;
                case "--linger" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out linger): break;
                default: return null;
            }

            i++;
        }

        return run is null || jobs is null || group is null
            ? null
            : new SupervisorArguments(run, jobs, group, noCgroup, TimeSpan.FromSeconds(linger));
    }
}

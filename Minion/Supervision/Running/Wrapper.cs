namespace Salt.Minion.Supervision.Running;

/// <summary>The words that lead from a fresh process to the job's program, each executing the next:
/// <c>sh [setpriv] [env] PROGRAM</c>. None of them forks, so the pid stays.</summary>
internal static class Wrapper
{
    public const string Shell = "/bin/sh";

    /// <summary>The name a process gives itself when it could not join its cgroup.</summary>
    public const string NotJoined = "salt:not-joined";

    // $1: the cgroup's cgroup.procs, or empty; $2: umask; then the words to execute. An unset variable is one that shells
    // add by themselves; a job's own are set behind the shell (ShellEnvironment).
    private const string Script =
        $"[ -z \"$1\" ] || echo 0 >\"$1\" || {{ echo {NotJoined} >/proc/self/comm; exit 126; }}; " +
        "umask \"$2\"; shift 2; unset PWD OLDPWD SHLVL; exec \"$@\"";

    public static List<string> Words(LaunchPlan plan, string joinFile, int umask, IReadOnlyList<string> behind, Tools tools) =>
        Words(plan.Argv, plan.RunAs, joinFile, umask, behind, tools);

    /// <param name="joinFile">Empty: there is no cgroup to join.</param>
    /// <param name="behind">Operands of env; empty: without it.</param>
    public static List<string> Words(
        IReadOnlyList<string> argv,
        RunAs? runAs,
        string joinFile,
        int umask,
        IReadOnlyList<string> behind,
        Tools tools)
    {
        var words = new List<string> { Shell, "-c", Script, Shell, joinFile, Convert.ToString(umask, 8) };
        if (runAs is { } user) AddUser(words, user, tools.Setpriv);
        if (behind.Count > 0)
        {
            words.Add(tools.Env);
            words.AddRange(behind);
        }

        words.AddRange(argv);
        return words;
    }

    // setpriv keeps root's capabilities up to the exec: the program itself is still found with root's eyes, as its
    // directory is, and runs as the user.
    private static void AddUser(List<string> words, RunAs user, string setpriv)
    {
        words.AddRange([setpriv, $"--reuid={user.Uid}", $"--regid={user.Gid}"]);
        words.Add(user.Groups.Count > 0 ? $"--groups={string.Join(',', user.Groups)}" : "--clear-groups");
        words.Add("--");
    }
}

namespace Salt.Minion.Modules.Cmd;

/// <summary>From a call of <c>cmd.run_chroot</c> to the program that is to run.</summary>
internal static class ChrootPlan
{
    // $1: unshare, or empty; $2: the script below; then its words. Where nothing may be mounted, as in many containers, the root
    // stays as it is.
    private const string Apart = """
        unshare=$1 mounting=$2; shift 2
        if [ -n "$unshare" ] && "$unshare" --mount --propagation private /bin/sh -c : 2>/dev/null; then
          exec "$unshare" --mount --propagation private /bin/sh -c "$mounting" sh "$@"
        fi
        if [ "$3" != 0 ]; then echo "binds: nothing may be mounted here" >&2; exit 1; fi
        shift 3; exec "$@"
        """;

    // $1: mount; $2: the root; $3: how many binds; then those, and the words to execute. What is mounted is seen by these processes
    // alone, and is gone with the last of them.
    private const string Mounting = """
        mount=$1 root=$2 binds=$3; shift 3
        [ ! -d "$root/dev" ] || "$mount" --rbind /dev "$root/dev" 2>/dev/null
        [ ! -d "$root/proc" ] || "$mount" -t proc proc "$root/proc" 2>/dev/null || "$mount" --rbind /proc "$root/proc" 2>/dev/null
        [ ! -d "$root/sys" ] || "$mount" -t sysfs sysfs "$root/sys" 2>/dev/null || "$mount" --rbind /sys "$root/sys" 2>/dev/null
        while [ "$binds" -gt 0 ]; do "$mount" --rbind "$1" "$root/$1" || exit 1; shift; binds=$((binds - 1)); done
        exec "$@"
        """;

    private static readonly string[] Shells = ["/bin/bash", "/bin/sh"];

    /// <exception cref="RefusedException">There is no such root, or the call is wrong otherwise.</exception>
    public static ProcessPlan Of(FunctionCall call)
    {
        if (CommandTemplate.IsIn(call)) return CommandPlan.Open(call, mergeOutput: false);
        var arguments = call.Arguments;
        var root = arguments.Text("root")!;
        if (!Path.IsPathRooted(root) || !Directory.Exists(root)) throw new RefusedException($"ERROR: Specified root '{root}' either not absolute or does not exist");
        var settings = CommandSettings.WithinRoot(arguments);
        var binds = (arguments.List("binds") ?? []).Select(ScalarText.Of).ToList();
        var argv = settings.Resolve(
        [
            "/bin/sh", "-c", Apart, "sh", ProgramSearch.Which("unshare", ChildEnvironment.DefaultPath) ?? "", Mounting,
            ProgramSearch.Which("mount", ChildEnvironment.DefaultPath) ?? "mount", root, $"{binds.Count}", .. binds,
            ProgramSearch.Which("chroot", ChildEnvironment.DefaultPath) ?? throw new RefusedException("ERROR: Unable to run command 'chroot', reason: No such file or directory"),
            .. User(arguments), root, .. CommandWords.Of(arguments["cmd"], arguments.Text("shell") ?? ShellIn(root)),
        ]);
        return arguments.Flag("bg") ? CommandPlan.InTheBackground(settings, argv) : CommandPlan.Plan(settings, argv, mergeOutput: false, CommandPlan.StdinOf(arguments));
    }

    // The root has users of its own.
    private static IEnumerable<string> User(BoundArguments arguments) => (arguments.Text("runas"), arguments.Text("group")) switch
    {
        (null, null) => [],
        (var user, null) => [$"--userspec={user}:"],
        var (user, group) => [$"--userspec={user}:{group}"],
    };

    private static string ShellIn(string root) => Array.Find(Shells, shell => ProgramSearch.IsProgram(root + shell)) ?? Shells[^1];
}

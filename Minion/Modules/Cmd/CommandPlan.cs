namespace Salt.Minion.Modules.Cmd;

/// <summary>From a call of a <c>cmd</c> function to the program that is to run.</summary>
internal static class CommandPlan
{
    // The shell ends at once and leaves the program behind, which is what `left_running` counts and `jobs kill` reaches.
    private const string InBackground = "\"$@\" </dev/null >/dev/null 2>&1 & echo $!";

    // The file is the user's that runs the code, so the shell makes it, and not the minion.
    private const string FromFile = """
        f=$(mktemp) || exit; trap 'rm -f "$f"' EXIT
        cat >"$f" || exit; interpreter=$1; shift
        "$interpreter" "$f" "$@" </dev/null
        """;

    public static ProcessPlan Of(FunctionCall call, bool mergeOutput)
    {
        if (call.Arguments.Flag("bg")) return Background(call);
        if (CommandTemplate.IsIn(call)) return Open(call, mergeOutput);
        var arguments = call.Arguments;
        var settings = CommandSettings.Of(arguments);
        var argv = settings.Resolve(CommandWords.Of(arguments["cmd"], ShellOf(call)));
        return Plan(settings, argv, mergeOutput, StdinOf(arguments));
    }

    /// <summary>What is known of a command before it is rendered.</summary>
    public static ProcessPlan Open(FunctionCall call, bool mergeOutput) =>
        new([], new Dictionary<string, string>(), "/", null, null, mergeOutput, call.Arguments.Flag("bg") ? null : StdinOf(call.Arguments), CommandSettings.TimeoutOf(call.Arguments));

    public static ProcessPlan Background(FunctionCall call)
    {
        if (CommandTemplate.IsIn(call)) return Open(call, mergeOutput: false);
        var settings = CommandSettings.Of(call.Arguments);
        var argv = settings.Resolve(CommandWords.Of(call.Arguments["cmd"], ShellOf(call)));
        return InTheBackground(settings, argv);
    }

    public static ProcessPlan Code(FunctionCall call)
    {
        var arguments = call.Arguments;
        var settings = CommandSettings.Of(arguments);
        var extra = (arguments.List("args") ?? []).Select(ScalarText.Of);
        var argv = settings.Resolve([arguments.Text("lang")!, .. extra]);
        return Plan(settings, ["/bin/sh", "-c", FromFile, "sh", .. argv], mergeOutput: false, stdin: arguments.Text("code"));
    }

    /// <summary>The plan of a program that is left behind.</summary>
    public static ProcessPlan InTheBackground(CommandSettings settings, IReadOnlyList<string> argv) =>
        Plan(settings, ["/bin/sh", "-c", InBackground, "sh", .. argv], mergeOutput: false, stdin: null);

    public static ProcessPlan Plan(CommandSettings settings, IReadOnlyList<string> argv, bool mergeOutput, string? stdin) =>
        new(argv, settings.Environment, settings.Directory, settings.RunAs, settings.Umask, mergeOutput, stdin, settings.Timeout);

    // Null: without a shell.
    private static string? ShellOf(FunctionCall call)
    {
        if (!call.Arguments.Flag("python_shell")) return null;
        var shell = call.Arguments.Text("shell") ?? ScalarText.Of(call.Minion.Grains["shell"] ?? "/bin/sh");
        return ProgramSearch.IsProgram(shell) ? shell : throw new RefusedException($"ERROR: The shell {shell} is not available");
    }

    public static string? StdinOf(BoundArguments arguments)
    {
        var stdin = arguments.Text("stdin");
        return arguments.Flag("stdin_raw_newlines") ? stdin : stdin?.Replace("\\n", "\n", StringComparison.Ordinal);
    }
}

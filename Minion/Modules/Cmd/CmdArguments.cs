namespace Salt.Minion.Modules.Cmd;

/// <summary>The arguments that the <c>cmd</c> functions share, in Salt's order.</summary>
internal static class CmdArguments
{
    private static readonly FunctionArgument Cmd = new("cmd", ArgumentKind.Any, Required: true,
        Doc: "The command to run, ex: ls -lart /home. A list of words runs without a shell.");

    private static readonly FunctionArgument Stdin = new("stdin", ArgumentKind.Text,
        Doc: "A string for the standard input of the command; \\n in it is a new line.");

    private static readonly IReadOnlyList<FunctionArgument> Place =
    [
        new("cwd", ArgumentKind.Text, Doc: "The directory to run in; the home folder of the user if it is not given."),
    ];

    private static readonly IReadOnlyList<FunctionArgument> Surroundings =
    [
        new("runas", ArgumentKind.Text, Doc: "The user to run as."),
        new("group", ArgumentKind.Text, Doc: "The group to run as."),
        new("shell", ArgumentKind.Text, Doc: "The shell to use; the grain shell if it is not given."),
        new("python_shell", ArgumentKind.Boolean, Default: true, Doc: "False: run the words of the command without a shell."),
        new("env", ArgumentKind.Map, Doc: "Environment variables to add, ex: '{BATCH: \"yes\"}'."),
        new("clean_env", ArgumentKind.Boolean, Default: false, Doc: "Start from an empty environment, not from the minion's."),
    ];

    private static readonly IReadOnlyList<FunctionArgument> Rest =
    [
        new("template", ArgumentKind.Text, Doc: "jinja: the command and cwd are a template, rendered on the minion."),
        new("rstrip", ArgumentKind.Boolean, Default: true, Doc: "Strip whitespace from the end of the output."),
        new("umask", ArgumentKind.Text, Doc: "The umask to run with, in octal."),
        new("output_loglevel", ArgumentKind.Text, Default: "debug", Doc: "Accepted; output is never logged."),
        new("hide_output", ArgumentKind.Boolean, Default: false, Doc: "Leave the output out of the return."),
        new("timeout", ArgumentKind.Number, Doc: "Seconds after which the command and all it started is killed."),
        new("reset_system_locale", ArgumentKind.Boolean, Default: true, Doc: "Run with the locale C."),
        new("ignore_retcode", ArgumentKind.Boolean, Default: false, Doc: "Succeed whatever the return code."),
        new("saltenv", ArgumentKind.Text, Default: "base", Doc: "The environment of files that the template may include."),
        new("bg", ArgumentKind.Boolean, Default: false, Doc: "Return at once; the command goes on, and nobody waits for its output."),
        new("raise_err", ArgumentKind.Boolean, Default: false, Doc: "Return an error with the output if the command fails."),
        new("prepend_path", ArgumentKind.Text, Doc: "Folders to put before $PATH."),
        new("success_retcodes", ArgumentKind.List, Doc: "Return codes that mean success too."),
        new("success_stdout", ArgumentKind.List, Doc: "Texts which mean success if one of them is printed."),
        new("success_stderr", ArgumentKind.List, Doc: "Texts which mean success if one of them is printed to standard error."),
        new("pillar", ArgumentKind.Map, Doc: "For the template: over the minion's pillar."),
        new("pillarenv", ArgumentKind.Text, Doc: "For the template: the pillar of this environment's files alone."),
        new("stdin_raw_newlines", ArgumentKind.Boolean, Default: false, Doc: "Leave \\n in stdin as it is."),
    ];

    // A background command has no end that anybody waits for: nothing that concerns its output, code or time.
    private static readonly string[] OnlyForeground =
    [
        "rstrip", "hide_output", "timeout", "ignore_retcode", "raise_err", "success_retcodes", "success_stdout",
        "success_stderr", "stdin_raw_newlines", "bg",
    ];

    private static readonly string[] OnlyCommands = ["shell", "python_shell", "raise_err", "stdin_raw_newlines", "bg", .. OfTemplates];

    /// <summary>Those that say how a command is rendered.</summary>
    public static IReadOnlyList<string> OfTemplates => ["template", "saltenv", "pillar", "pillarenv"];

    public static IReadOnlyList<FunctionArgument> Foreground { get; } = [Cmd, .. Place, Stdin, .. Surroundings, .. Rest];

    public static IReadOnlyList<FunctionArgument> Background { get; } =
        [Cmd, .. Place, .. Surroundings, .. Rest.Where(argument => !OnlyForeground.Contains(argument.Name))];

    /// <summary>Of a command in another root.</summary>
    public static IReadOnlyList<FunctionArgument> Chroot { get; } =
    [
        new("root", ArgumentKind.Text, Required: true, Doc: "The folder that is the command's root."),
        Cmd,
        .. Place,
        Stdin,
        .. Surroundings.Where(argument => argument.Name != "python_shell"),
        new("binds", ArgumentKind.List, Doc: "Folders of this machine to be seen in the root too, beside /dev, /proc and /sys."),
        .. Rest.Where(argument => argument.Name != "raise_err"),
    ];

    public static IReadOnlyList<FunctionArgument> Code { get; } =
    [
        new("lang", ArgumentKind.Text, Required: true, Doc: "The program that runs the code, ex: python3."),
        new("code", ArgumentKind.Text, Required: true, Doc: "The code."),
        .. Place,
        new("args", ArgumentKind.List, Doc: "Arguments for the code."),
        .. Surroundings.Concat(Rest).Where(argument => !OnlyCommands.Contains(argument.Name)),
    ];
}

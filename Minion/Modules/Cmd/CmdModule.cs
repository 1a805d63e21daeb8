using System.Text.Json.Nodes;

namespace Salt.Minion.Modules.Cmd;

/// <summary>Runs programs.</summary>
internal static class CmdModule
{
    private static readonly FunctionArgument Name =
        new("cmd", ArgumentKind.Text, Required: true, Doc: "A name that is looked for in $PATH, or a path.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Process("cmd.run", "Execute the passed command and return the output as a string: both streams, in the order in which "
            + "they were written.",
            "cmd.run 'ls -l | awk \"/foo/{print \\$2}\"'",
            CmdArguments.Foreground, call => CommandPlan.Of(call, mergeOutput: true), CommandFinish.Stdout),
        Process("cmd.shell", "Execute the passed command in a shell and return the output as a string.",
            "cmd.shell 'ls -l | awk \"/foo/{print \\$2}\"'",
            CmdArguments.Foreground, call => CommandPlan.Of(call, mergeOutput: true), CommandFinish.Stdout),
        Process("cmd.run_stdout", "Execute a command, and only return the standard out.", "cmd.run_stdout 'ls -l'",
            CmdArguments.Foreground, call => CommandPlan.Of(call, mergeOutput: false), CommandFinish.Stdout),
        Process("cmd.run_stderr", "Execute a command and only return the standard error.", "cmd.run_stderr 'ls -l'",
            CmdArguments.Foreground, call => CommandPlan.Of(call, mergeOutput: false), CommandFinish.Stderr),
        Process("cmd.run_all", "Execute the passed command and return a map of return data: pid, retcode, stdout, stderr.",
            "cmd.run_all 'ls -l'",
            [.. CmdArguments.Foreground, new("redirect_stderr", ArgumentKind.Boolean, Default: false, Doc: "Standard error goes to stdout.")],
            call => CommandPlan.Of(call, call.Arguments.Flag("redirect_stderr")), CommandFinish.All),
        Process("cmd.retcode", "Execute a shell command and return the command's return code.", "cmd.retcode 'file /bin/bash'",
            CmdArguments.Foreground, call => CommandPlan.Of(call, mergeOutput: true), CommandFinish.Retcode),
        Process("cmd.run_bg", "Execute the passed command in the background and return its process id. The job ends at once; the "
            + "command goes on, and jobs kill still reaches it.",
            "cmd.run_bg 'sleep 60'",
            CmdArguments.Background, CommandPlan.Background, CommandFinish.Background),
        Process("cmd.run_chroot", "Execute the passed command with another folder as its root, and return the map of run_all.\n\n/dev, /proc, /sys and the binds are "
            + "mounted in it as long as the command runs, for the command alone. runas and group are names that the root knows.",
            "cmd.run_chroot /var/lib/lxc/container_name/rootfs 'sh /tmp/bootstrap.sh'",
            CmdArguments.Chroot, ChrootPlan.Of, CommandFinish.All),
        Process("cmd.exec_code", "Pass in two strings, the first naming the executable language, ex: python3, the second string "
            + "containing the code you want to execute. The standard out will be returned.",
            "cmd.exec_code ruby 'puts \"cheese\"'",
            CmdArguments.Code, CommandPlan.Code, CommandFinish.Stdout),
        Process("cmd.exec_code_all", "As exec_code, but the return is the map of run_all.",
            "cmd.exec_code_all ruby 'puts \"cheese\"'",
            CmdArguments.Code, CommandPlan.Code, CommandFinish.All),
        DaemonFunction.Answering("cmd.which", "Return the path of an executable available on the minion, None otherwise.",
            "cmd.which cat", [Name], call => Which(call)),
        DaemonFunction.Answering("cmd.has_exec", "Return True if the executable is available on the minion, False otherwise.",
            "cmd.has_exec cat", [Name], call => Which(call) is not null),
    ];

    private static JsonNode? Which(FunctionCall call) => ProgramSearch.Which(
        call.Arguments.Text("cmd")!,
        ChildEnvironment.Inherited()["PATH"]);

    private static Function Process(
        string name,
        string doc,
        string example,
        IReadOnlyList<FunctionArgument> arguments,
        Func<FunctionCall, ProcessPlan> plan,
        Func<FunctionCall, ProcessEnd, Outcome> finish) =>
        new()
        {
            Name = name,
            Doc = doc,
            Example = example,
            RunsAs = RunsAs.Process,
            Arguments = arguments,
            Plan = plan,
            Complete = arguments.Any(argument => argument.Name == "template") ? CommandTemplate.RenderAsync : null,
            Finish = finish,
        };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules.Cmd;

/// <summary>From a command's end to what each <c>cmd</c> function returns. Pure.</summary>
internal static class CommandFinish
{
    public static Outcome Stdout(FunctionCall call, ProcessEnd end) => Text(call, end, output => output.Stdout);

    /// <summary>A sentence about a timeout is told here too, although it is not on the stream.</summary>
    public static Outcome Stderr(FunctionCall call, ProcessEnd end) =>
        Text(call, end, output => end.Record.State == JobState.TimedOut ? OnLines(output.Stderr, output.Stdout) : output.Stderr);

    public static Outcome Retcode(FunctionCall call, ProcessEnd end)
    {
        if (LeftBehind(call, end, _ => null) is { } left) return left;
        var output = CommandOutput.Of(call, end);
        return new Outcome(output.Retcode, JobRetcode(call, output));
    }

    public static Outcome All(FunctionCall call, ProcessEnd end)
    {
        if (LeftBehind(call, end, pid => new JsonObject { ["pid"] = pid, ["retcode"] = null, ["stdout"] = "", ["stderr"] = "" }) is { } left) return left;
        var output = CommandOutput.Of(call, end);
        var hidden = call.Arguments.Flag("hide_output");
        var all = new JsonObject
        {
            ["pid"] = output.Pid,
            ["retcode"] = output.Retcode,
            ["stdout"] = hidden ? "" : output.Stdout.ToJson(),
            ["stderr"] = hidden ? "" : output.Stderr.ToJson(),
        };
        return new Outcome(all, JobRetcode(call, output));
    }

    /// <summary>The shell's one line is the pid of what it left in the background.</summary>
    public static Outcome Background(FunctionCall call, ProcessEnd end) => Background(end, pid => new JsonObject { ["pid"] = pid });

    private static Outcome Background(ProcessEnd end, Func<int, JsonNode?> answer)
    {
        var started = int.TryParse(end.Stdout.ToString().AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid);
        return started ? new Outcome(answer(pid)) : new Outcome(end.Stderr.TrimEnd().ToJson(), end.Record.ExitCode == 0 ? 1 : end.Record.ExitCode);
    }

    // With bg=True, of which Salt knows neither output nor return code.
    private static Outcome? LeftBehind(FunctionCall call, ProcessEnd end, Func<int, JsonNode?> answer) =>
        call.Arguments.Flag("bg") ? Background(end, answer) : null;

    private static Outcome Text(FunctionCall call, ProcessEnd end, Func<CommandOutput, Utf8Text> pick)
    {
        if (LeftBehind(call, end, _ => "") is { } left) return left;
        var output = CommandOutput.Of(call, end);
        var text = call.Arguments.Flag("hide_output") ? Utf8Text.Empty : pick(output);
        var raise = output.Retcode != 0 && call.Arguments.Flag("raise_err");
        return new Outcome((raise ? "ERROR: " + text : text).ToJson(), raise ? output.Retcode : JobRetcode(call, output));
    }

    private static Utf8Text OnLines(Utf8Text first, Utf8Text second) => first.Length == 0 ? second : first + "\n" + second;

    private static int JobRetcode(FunctionCall call, CommandOutput output) =>
        output.RanToItsEnd && call.Arguments.Flag("ignore_retcode") ? 0 : output.Retcode;
}

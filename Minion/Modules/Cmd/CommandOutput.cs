using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules.Cmd;

/// <summary>How a command ended, as the <c>cmd</c> functions look at it.</summary>
/// <param name="Retcode">After <c>success_retcodes</c> and its kin; below 0: the signal that ended it.</param>
/// <param name="Stdout">What was printed, then the sentence about the limit that ended it, the function's own or the job's.</param>
/// <param name="RanToItsEnd">Nobody killed it, and no limit passed.</param>
internal sealed record CommandOutput(int Pid, int Retcode, Utf8Text Stdout, Utf8Text Stderr, bool RanToItsEnd)
{
    private const int SignalBase = 128;

    public static CommandOutput Of(FunctionCall call, ProcessEnd end)
    {
        var arguments = call.Arguments;
        var strip = arguments.Flag("rstrip");
        var stdout = strip ? end.Stdout.TrimEnd() : end.Stdout;
        var stderr = strip ? end.Stderr.TrimEnd() : end.Stderr;
        var exitCode = end.Record.Retcode;
        if (end.OwnTimeout)
        {
            // Salt throws away what was printed; it is the only hint at what the command was waiting for.
            return new CommandOutput(end.Pid, 1, WithSentence(stdout, Sentence(arguments)), stderr, RanToItsEnd: false);
        }

        if (end.Record.State is not (JobState.Succeeded or JobState.Failed))
        {
            // A program that answers TERM by leaving with 0 was ended all the same.
            var retcode = exitCode != 0 ? exitCode : SignalBase + end.Record.Signal;
            var told = end.Record.State == JobState.TimedOut ? WithSentence(stdout, end.Record.Reason) : stdout;
            return new CommandOutput(end.Pid, retcode, told, stderr, RanToItsEnd: false);
        }

        var succeeded = IsSuccess(arguments, exitCode, stdout, stderr);
        return new CommandOutput(end.Pid, succeeded ? 0 : exitCode, stdout, stderr, RanToItsEnd: true);
    }

    private static string Sentence(BoundArguments arguments)
    {
        var seconds = arguments.Number("timeout")!.Value.ToString(CultureInfo.InvariantCulture);
        return $"{CommandWords.Text(arguments["cmd"])} : Timed out after {seconds} seconds";
    }

    private static Utf8Text WithSentence(Utf8Text stdout, string sentence) =>
        stdout + (stdout.Length == 0 || stdout.EndsWith('\n') ? sentence : $"\n{sentence}");

    private static bool IsSuccess(BoundArguments arguments, int exitCode, Utf8Text stdout, Utf8Text stderr) =>
        exitCode == 0
        || Items(arguments.List("success_retcodes")).Contains(exitCode.ToString(CultureInfo.InvariantCulture))
        || Items(arguments.List("success_stdout")).Any(text => stdout.Contains(text))
        || Items(arguments.List("success_stderr")).Any(text => stderr.Contains(text));

    // As in Salt, "3,4" is two items.
    private static IEnumerable<string> Items(JsonArray? list) =>
        (list ?? []).SelectMany(item => ScalarText.Of(item).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}

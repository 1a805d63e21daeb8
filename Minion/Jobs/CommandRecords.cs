using Salt.Minion.Modules;
using Salt.Minion.Spool;

namespace Salt.Minion.Jobs;

/// <summary>Makes the part of the results file that only commands have.</summary>
internal sealed class CommandRecords(long returnMax)
{
    /// <summary>The return holds the output too. Here it stands once as text and once as lines, and both are in memory
    /// beside the return while the file is written.</summary>
    private const int Share = 16;

    private static readonly char[] LineEnd = ['\r', '\n'];

    /// <param name="end">With what <c>return_max</c> leaves of the output.</param>
    public CommandRecord Of(FunctionCall call, JobFolder folder, ProcessEnd end)
    {
        var max = (int)(returnMax / Share / (File.Exists(folder.Stderr) ? 2 : 1));
        var hidden = call.Arguments.Flag("hide_output");
        return new CommandRecord(
            call.Arguments["cmd"] ?? call.Arguments["lang"],
            end.Record.Retcode,
            hidden ? "" : Text(folder.Stdout, end.Stdout, end.Record.StdoutBytes, max),
            hidden ? "" : Text(folder.Stderr, end.Stderr, end.Record.StderrBytes, max));
    }

    private static string Text(string path, Utf8Text text, long total, int max) =>
        (total <= max ? text : new OutputFile(path).ReadText(total, max).Text).ToString().TrimEnd(LineEnd);
}

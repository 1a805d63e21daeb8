namespace Salt.Tests.Chaos.Jobs;

/// <summary>What a <c>cmd.run</c> of the run does on a minion. It writes a line to the minion's journal when it starts, and
/// one, with its code, when it is about to end by itself.</summary>
/// <param name="Kind">For the table.</param>
/// <param name="Body">Shell, between the two lines.</param>
/// <param name="Retcode">That it ends with, if nobody ends it before.</param>
/// <param name="Output">All that it prints until then; null: that depends.</param>
internal sealed record Payload(string Kind, string Body, int Retcode = 0, string? Output = "")
{
    /// <summary>The variable that names the job to its processes, and its processes to the checker.</summary>
    public const string TokenVariable = "SALT_CHAOS_TOKEN";

    /// <summary>The variable that names the minion's journal.</summary>
    public const string JournalVariable = "SALT_CHAOS_JOURNAL";

    // One write of one line to a file opened for appending: nothing that is killed leaves half of it.
    private const string Note =
        $"note() {{ read -r up rest </proc/uptime; echo \"$1 ${TokenVariable} $up $2\" >>\"${JournalVariable}\"; }}";

    public string Script => $"{Note}\nnote start $$\n{Body}\nnote end {Retcode}\nexit {Retcode}\n";
}

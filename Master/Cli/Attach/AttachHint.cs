namespace Salt.Cli.Attach;

/// <summary>How to come back to a job's output without losing or repeating a byte.</summary>
internal static class AttachHint
{
    private const int LinesAtMost = 10;

    /// <param name="minions">Whose output is not all printed.</param>
    public static string For(string jid, OutputPlaces places, IReadOnlyCollection<string> minions) =>
        minions.Count is 0 or > LinesAtMost
            ? $"\nmaster-cli jobs attach {jid}"
            : string.Concat(minions.Order(StringComparer.Ordinal).Select(minion =>
                $"\nmaster-cli jobs attach {jid} --minion {minion} --from {From(places[minion].Stdout, places[minion].Stderr)}"));

    private static string From(long stdout, long stderr) => stderr == 0 ? $"{stdout}" : $"{stdout},{stderr}";
}

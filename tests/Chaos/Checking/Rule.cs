namespace Salt.Tests.Chaos.Checking;

/// <summary>One row of the report: what must never happen.</summary>
internal sealed record Rule(string Text)
{
    public static readonly Rule StartedTwice = new("a jid started twice on a minion");
    public static readonly Rule WithoutReturn = new("a job that finished, without its own end as the stored return");
    public static readonly Rule StoredTwice = new("a return stored twice, or an end that changed");
    public static readonly Rule NotOneEnd = new("a (jid, minion) not in exactly one terminal state");
    public static readonly Rule StartedAllTheSame = new("an undelivered or refused job that started");
    public static readonly Rule EndWithoutCause = new("an end that nothing had caused: killed, timed_out, refused");
    public static readonly Rule LostWithoutCause = new("lost, though no supervisor was killed under the job");
    public static readonly Rule LeftProcess = new("a process left after killed, timed_out or lost");
    public static readonly Rule LeftCgroup = new("an empty cgroup left behind");
    public static readonly Rule Unknown = new("a submitted job that is not in the history, or a start that no job asked for");
    public static readonly Rule DaemonEnded = new("a daemon that ended by itself");
    public static readonly Rule Answer = new("an answer to an operator that nobody expects");

    public static IReadOnlyList<Rule> All { get; } =
    [
        StartedTwice, WithoutReturn, StoredTwice, NotOneEnd, StartedAllTheSame, EndWithoutCause, LostWithoutCause,
        LeftProcess, LeftCgroup, Unknown, DaemonEnded, Answer,
    ];
}

namespace Salt.Tests.Chaos.Jobs;

/// <summary>One job, as it is going to be asked for.</summary>
/// <param name="Token">Its name, in its metadata and in the environment of its processes.</param>
/// <param name="Targets">Ids.</param>
/// <param name="Arg">A JSON array.</param>
internal sealed record JobPlan(string Token, IReadOnlyList<string> Targets, string Fun, string Arg)
{
    /// <summary>Null: not a command.</summary>
    public Payload? Payload { get; init; }

    public TimeSpan AcceptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>0: none.</summary>
    public int LimitSeconds { get; init; }

    /// <summary>Targets at once; 0: all.</summary>
    public int BatchSize { get; init; }

    /// <summary>Kept so long for minions that are away; 0: not at all.</summary>
    public int QueueSeconds { get; init; }

    /// <summary>Whoever asks does not wait for it.</summary>
    public bool SubmitsOnly { get; init; }

    /// <summary>How an operator ends it; null: nobody does.</summary>
    public SignalPlan? Signal { get; init; }

    /// <summary>No minion may run it.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The same, asked for once more: nobody knows what became of the first.</summary>
    public JobPlan Again(int attempt) => this with { Token = $"{Token.Split('.')[0]}.{attempt}" };
}

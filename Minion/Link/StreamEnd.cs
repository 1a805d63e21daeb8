namespace Salt.Minion.Link;

/// <summary>Why a stream to the master is over, which decides what comes next.</summary>
internal abstract record StreamEnd
{
    /// <summary>The daemon stops.</summary>
    public sealed record Stopped : StreamEnd;

    /// <summary>The certificate was renewed: connect with the new one, at once.</summary>
    public sealed record Renewed : StreamEnd;

    /// <summary>The master is busy or stopping.</summary>
    public sealed record ComeBackLater(TimeSpan After, string Reason) : StreamEnd;

    /// <summary>The connection failed, was closed, or fell silent.</summary>
    public sealed record Cut(string Reason) : StreamEnd;

    /// <summary>The master does not know this certificate any more: enrol again.</summary>
    public sealed record NotKnown(string Reason) : StreamEnd;

    /// <summary>The master, or this side, says no: an operator has to act.</summary>
    public sealed record Refused(string Reason) : StreamEnd;
}

namespace Salt.Cli.Run;

/// <summary>What a <c>run</c> shows besides the returns.</summary>
/// <param name="Static">Nothing before everything is there.</param>
/// <param name="Verbose">The jid in a header.</param>
/// <param name="ShowJid">The jid on a line.</param>
/// <param name="Summary">Counts at the end, equal refusals folded into one.</param>
/// <param name="HideTimeout">Not who did not return.</param>
/// <param name="Follow">What the job prints was printed as it came.</param>
internal sealed record RunDisplay(
    bool Static = false, bool Verbose = false, bool ShowJid = false, bool Summary = false, bool HideTimeout = false, bool Follow = false);

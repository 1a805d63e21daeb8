namespace Salt.Tests.Chaos.Checking;

/// <param name="Jid">Empty: of no job.</param>
/// <param name="Minion">Empty: of none alone.</param>
internal sealed record Violation(Rule Rule, string Jid, string Minion, string What)
{
    public override string ToString() => $"{Jid} {Minion}: {What}".Trim();
}

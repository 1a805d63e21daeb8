using Salt.Shared.Jobs;

namespace Salt.Minion.Link;

/// <summary>One job, as a master names it.</summary>
internal sealed record JobName(string Issuer, Jid Jid);

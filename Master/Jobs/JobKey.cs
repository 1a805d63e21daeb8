using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>A job's name in history. A jid is unique for its issuer only: a master, or a minion for its scheduled runs.</summary>
public readonly record struct JobKey(string Issuer, Jid Jid)
{
    public override string ToString() => $"{Issuer}/{Jid}";
}

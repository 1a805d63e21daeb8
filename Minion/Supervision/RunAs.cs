namespace Salt.Minion.Supervision;

/// <summary>A user to become: ids from the password file, supplementary groups included.</summary>
public sealed record RunAs(string Name, uint Uid, uint Gid, IReadOnlyList<uint> Groups);

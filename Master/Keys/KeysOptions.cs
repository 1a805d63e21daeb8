using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>Options of the master's keys.</summary>
public sealed record KeysOptions
{
    private const int SharesOfAddresses = 4;
    private const int SmallestShare = 16;

    /// <summary>Below it <c>master/</c> holds the CA and the minions' keys. Salt's <c>pki_dir</c>.</summary>
    public string PkiDir { get; init; } = "/etc/salt/pki";

    /// <summary>Accept every new id at sight: for labs. Salt's <c>auto_accept</c>.</summary>
    public bool AutoAccept { get; init; }

    /// <summary>How many unaccepted keys may wait; a further one is sent away. <c>max_pending_keys</c>.</summary>
    public int MaxPendingKeys { get; init; } = 1000;

    /// <summary>The share of those that one address may have: a stranger must not keep all others from being heard.</summary>
    public int MaxPendingKeysOfAddress => Math.Max(SmallestShare, MaxPendingKeys / SharesOfAddresses);

    /// <summary>The id that the master's own runs stand under: no key of it is let in. Null: there is none.</summary>
    public MinionId? OwnId { get; init; }

    /// <summary>The master's part of <see cref="PkiDir"/>.</summary>
    public string Folder => Path.Combine(PkiDir, "master");
}

namespace Salt.Master.Authority;

/// <summary>Who may call.</summary>
[Flags]
public enum Callers
{
    Nobody = 0,

    /// <summary>Whoever reaches the port, known or not.</summary>
    Anybody = 1,

    /// <summary>A minion whose key is accepted.</summary>
    Minions = 2,

    /// <summary>An operator, by the socket or by certificate.</summary>
    Operators = 4,

    /// <summary>An operator at the master's own socket: whoever has a certificate makes no others, and ends none.</summary>
    OperatorsHere = 8,

    /// <summary>The schedule of this master's own configuration.</summary>
    Schedule = 16,
}

namespace Salt.Shared.Validation;

/// <summary>The bounds of what a peer may send, the same on every side. <c>docs/security.md</c> lists them.</summary>
public static class WireLimits
{
    /// <summary>Characters of an issuer's name.</summary>
    public const int Issuer = 253;

    /// <summary>Characters of a function's name, or of several parted by commas.</summary>
    public const int Function = 256;

    /// <summary>Characters of a name that a person or a program chose: a user, a kind of target, a version, an environment.</summary>
    public const int Name = 256;

    /// <summary>Characters of a sentence for people: a reason, a fault.</summary>
    public const int Sentence = 4096;

    /// <summary>Characters of a path on another machine, which is shown and never opened.</summary>
    public const int Path = 4096;

    /// <summary>Characters of a target as it was typed: a list may name every minion.</summary>
    public const int Target = 4 << 20;

    /// <summary>Characters of a machine id.</summary>
    public const int MachineId = 64;

    /// <summary>Jobs that a minion says it holds: twice what it takes in.</summary>
    public const int HeldJobs = 40_000;

    /// <summary>Entries of a list in an operator's request.</summary>
    public const int Listed = 100_000;

    /// <summary>Levels of arguments, metadata and grains: what reads them takes 64, and they are shown inside other values.</summary>
    public const int ArgumentDepth = 60;

    /// <summary>Levels of a pillar: what YAML is read to, and a little.</summary>
    public const int PillarDepth = 64;

    /// <summary>Levels of a return: who shows it takes 1000, and shows it inside other values.</summary>
    public const int ReturnDepth = 960;

    /// <summary>Characters of one number in JSON: as many digits as Python reads.</summary>
    public const int NumberLength = 4300;

    /// <summary>The last year whose times are taken: every sum of a time and a duration stays a date.</summary>
    public const int LastYear = 8999;
}

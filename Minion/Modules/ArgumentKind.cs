namespace Salt.Minion.Modules;

/// <summary>What an argument's value must be.</summary>
public enum ArgumentKind
{
    Any,
    Text,
#pragma warning disable CA1720 // The kinds are named as their values are called in YAML.
    Integer,
#pragma warning restore CA1720
    Number,
    Boolean,
    List,
    Map,

    /// <summary>All further positional arguments (<c>*args</c>).</summary>
    Rest,

    /// <summary>All further keyword arguments (<c>**kwargs</c>).</summary>
    RestNamed,
}

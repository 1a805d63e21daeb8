namespace Salt.Minion.Modules;

/// <summary>What an argument's value must be.</summary>
public enum ArgumentKind
{
    Any,
    Text,
    WholeNumber,
    Number,
    Boolean,
    List,
    Map,

    /// <summary>All further positional arguments (<c>*args</c>).</summary>
    Rest,

    /// <summary>All further keyword arguments (<c>**kwargs</c>).</summary>
    RestNamed,
}

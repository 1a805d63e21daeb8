namespace Salt.Jinja.Values;

/// <summary>How a name without a value behaves.</summary>
public enum UndefinedKind
{
    /// <summary>Prints nothing, is false and empty; everything else fails.</summary>
    Default,

    /// <summary>As the default, and what is below it is undefined too.</summary>
    Chainable,

    /// <summary>Prints what is missing.</summary>
    Debug,

    /// <summary>All but a test for being defined fails.</summary>
    Strict,
}

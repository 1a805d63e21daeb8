namespace Salt.Jinja.Binding;

/// <summary>What a name is when its scope begins.</summary>
internal enum LoadKind
{
    /// <summary>Whoever enters sets it.</summary>
    Parameter,

    /// <summary>What the context has by that name.</summary>
    Resolve,

    /// <summary>What the scope around has by that name.</summary>
    Alias,

    /// <summary>Nothing.</summary>
    Undefined,
}

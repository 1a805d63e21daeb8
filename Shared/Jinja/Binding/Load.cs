namespace Salt.Jinja.Binding;

/// <param name="Outer">Of an alias: what it is taken from.</param>
internal readonly record struct Load(LoadKind Kind, string Name, Slot? Outer);

namespace Salt.Jinja.Binding;

/// <summary>The place of a name among the locals of a function.</summary>
internal sealed record Slot(FunctionScope Function, int Index);

namespace Salt.Jinja.Binding;

/// <summary>What gets locals of its own each time it runs: a template's body, a block, a macro, a recursive loop.</summary>
internal sealed class FunctionScope(FunctionScope? outer)
{
    public FunctionScope? Outer => outer;

    /// <summary>How many locals there are.</summary>
    public int Size { get; private set; }

    public Slot Allocate() => new(this, Size++);
}

using Salt.Jinja.Nodes;

namespace Salt.Jinja.Binding;

/// <summary>Where the tree is while its names are tied to their places: the scope, and what holds for it.</summary>
/// <param name="IsTopLevel">What is set here the template exports.</param>
/// <param name="IsConditional">An unknown filter or test fails only if it comes to be used.</param>
internal sealed record Binder(Symbols Symbols, BindContext Context, bool IsTopLevel = false, bool IsConditional = false)
{
    /// <summary>A scope within this one, of the same function.</summary>
    public Binder Inner() => new(new Symbols(Symbols.Function, Symbols), Context);

    /// <summary>A scope within this one that runs with locals of its own.</summary>
    public Binder InnerFunction() => new(new Symbols(new FunctionScope(Symbols.Function), Symbols), Context);

    /// <summary>A scope that sees nothing but the context.</summary>
    public static Binder Isolated(BindContext context, bool isTopLevel) => new(new Symbols(new FunctionScope(null), null), context, isTopLevel);

    public Reference Reference(string name) => From(Symbols.Function, Symbols.Find(name) ?? throw new InvalidOperationException($"{name} was not declared"));

    public static Reference From(FunctionScope function, Slot slot)
    {
        var hops = 0;
        for (var at = function; at != slot.Function; at = at.Outer!) hops++;
        return new Reference(hops, slot.Index);
    }

    /// <summary>The names that an included template sees, and where they are.</summary>
    public (string Name, Reference Place)[] Visible() => [.. Symbols.Visible().Select(name => (name.Key, From(Symbols.Function, name.Value)))];

    public void Bind(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes) node.Bind(this);
    }
}

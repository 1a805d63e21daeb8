using Salt.Jinja.Binding;

namespace Salt.Jinja.Nodes;

/// <summary>A piece of a template's syntax tree. It is declared and bound once, and then rendered any number of times.</summary>
internal abstract class Node(int line)
{
    /// <summary>From 1.</summary>
    public int Line => line;

    /// <summary>In the order in which they are looked at for names.</summary>
    public abstract IEnumerable<Node> Children { get; }

    /// <summary>Tells the scope it stands in which names it reads and sets there.</summary>
    public virtual void Declare(Symbols symbols)
    {
        foreach (var child in Children) child.Declare(symbols);
    }

    /// <summary>Ties names to places; the scope is declared.</summary>
    public virtual void Bind(Binder binder) => binder.Bind(Children);
}

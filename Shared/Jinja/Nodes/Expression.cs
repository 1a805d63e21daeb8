using Salt.Jinja.Rendering;

namespace Salt.Jinja.Nodes;

/// <summary>A node that has a value.</summary>
internal abstract class Expression(int line) : Node(line)
{
    /// <exception cref="TemplateException">It has none.</exception>
    public abstract object? Evaluate(Frame frame);
}

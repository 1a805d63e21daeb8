using Salt.Jinja.Rendering;

namespace Salt.Jinja.Nodes;

/// <summary>A node that writes or changes something.</summary>
internal abstract class Statement(int line) : Node(line)
{
    public abstract Flow Execute(Frame frame);
}

using Salt.Jinja.Rendering;

namespace Salt.Jinja.Nodes;

/// <summary>What can be set.</summary>
internal interface IAssignable
{
    void Assign(Frame frame, object? value);
}

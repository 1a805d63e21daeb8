using Salt.Jinja.Rendering;

namespace Salt.Jinja.Binding;

/// <summary>A local, from where it is used.</summary>
/// <param name="Hops">How many functions further out it lies.</param>
internal readonly record struct Reference(int Hops, int Index)
{
    public object? Get(Frame frame) => Home(frame).Locals[Index];

    public void Set(Frame frame, object? value) => Home(frame).Locals[Index] = value;

    private Frame Home(Frame frame)
    {
        for (var i = 0; i < Hops; i++) frame = frame.Outer!;
        return frame;
    }
}

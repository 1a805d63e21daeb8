using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Binding;

/// <summary>Sets the locals of a scope when it begins, and takes them away when it ends.</summary>
internal sealed class ScopeEntry
{
    private readonly (int Index, LoadKind Kind, string Name, Reference Outer)[] _loads;

    public ScopeEntry(Symbols symbols)
    {
        _loads =
        [
            .. symbols.Loads
                .Where(load => load.Value.Kind != LoadKind.Parameter)
                .Select(load => (load.Key.Index, load.Value.Kind, load.Value.Name, load.Value.Outer is { } outer ? Binder.From(symbols.Function, outer) : default)),
        ];
    }

    public void Enter(Frame frame)
    {
        foreach (var (index, kind, name, outer) in _loads)
        {
            frame.Locals[index] = kind switch
            {
                LoadKind.Resolve => frame.Context.Resolve(name),
                LoadKind.Alias => outer.Get(frame),
                _ => Missing.Value,
            };
        }
    }

    public void Leave(Frame frame)
    {
        foreach (var load in _loads) frame.Locals[load.Index] = Missing.Value;
    }
}

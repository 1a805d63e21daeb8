using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>Names over names.</summary>
internal sealed class ContextLayer(IReadOnlyDictionary<string, object?> names, ContextLayer? below)
{
    public object? Resolve(string name)
    {
        for (var layer = this; layer is not null; layer = layer.Below)
        {
            if (layer.Names.TryGetValue(name, out var value)) return value;
        }

        return Missing.Value;
    }

    private IReadOnlyDictionary<string, object?> Names => names;

    private ContextLayer? Below => below;
}

using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>A template that was imported: what it exports, and what it wrote.</summary>
internal sealed class Module(string name, string text, IReadOnlyDictionary<string, object?> exports) : IPythonObject
{
    public string Name => name;

    public string TypeName => "TemplateModule";

    public string Text => text;

    public bool TryGetAttribute(string attribute, out object? value) => exports.TryGetValue(attribute, out value);

    public bool TryGetItem(object? key, out object? value)
    {
        value = null;
        return false;
    }
}

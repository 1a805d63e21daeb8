using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>The <c>self</c> of a template: its blocks by name.</summary>
internal sealed class BlockNames(Session session, Context context) : IPythonObject
{
    public string TypeName => "TemplateReference";

    public string Text => "<TemplateReference>";

    public bool TryGetAttribute(string name, out object? value)
    {
        value = context.Blocks.ContainsKey(name) ? BlockReference.Find(session, context, name, 0) : null;
        return value is not null;
    }

    public bool TryGetItem(object? key, out object? value)
    {
        value = null;
        return key is string name && TryGetAttribute(name, out value);
    }
}

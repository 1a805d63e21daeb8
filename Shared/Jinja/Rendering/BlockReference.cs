using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>A block that can be called: <c>super()</c>, <c>self.name()</c>.</summary>
/// <param name="level">Which of its versions; 0: the youngest child's.</param>
internal sealed class BlockReference(Session session, Context context, string name, int level) : Callable
{
    public override string Name => name;

    public override string TypeName => "BlockReference";

    public static object Find(Session session, Context context, string name, int level) =>
        context.Blocks.TryGetValue(name, out var versions) && level < versions.Count
            ? new BlockReference(session, context, name, level)
            : session.Lookup.Because($"there is no parent block called '{name}'.", "super");

    public override object? Call(Arguments arguments)
    {
        var (block, template) = context.Blocks[name][level];
        var output = new OutputBuffer(session);
        block.Render(session, template, context, output);
        var text = output.Finish();
        return session.Environment.Options.Autoescape ? new Markup(text) : text;
    }

    public override bool TryGetAttribute(string attribute, out object? value)
    {
        value = attribute == "super" ? Find(session, context, name, level + 1) : null;
        return attribute == "super";
    }
}

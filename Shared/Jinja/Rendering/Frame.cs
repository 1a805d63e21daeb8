using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>One run of a template's body, a block or a macro: its locals and what it writes to.</summary>
/// <param name="outer">The run that it is written within.</param>
internal sealed class Frame(Session session, Template template, Context context, Frame? outer, int size, OutputBuffer output, bool autoescape) : IFilterContext
{
    private readonly OutputBuffer _own = output;

    public object?[] Locals { get; } = NewLocals(size);

    public Frame? Outer => outer;

    public Session Session => session;

    public Template Template => template;

    public Context Context => context;

    public Lookup Lookup => session.Lookup;

    public OutputBuffer Output { get; set; } = output;

    /// <summary>What the template extends; null: nothing, as far as it has run.</summary>
    public Template? Parent { get; set; }

    /// <summary>What a template writes that extends another goes nowhere.</summary>
    public bool IsSilent => Parent is not null && ReferenceEquals(Output, _own);

    public bool Autoescape { get; set; } = autoescape;

    JinjaEnvironment IFilterContext.Environment => session.Environment;

    public object? Attribute(object? value, string name) => Lookup.Attribute(value, name);

    public object? Item(object? value, object? key) => Lookup.Item(value, key);

    public object? Undefined(string hint) => Lookup.Because(hint);

    /// <summary>A run of something that is written within this one.</summary>
    public Frame Within(int size) => new(session, template, context, this, size, Output, Autoescape);

    /// <summary>Writes a value as a template shows it.</summary>
    public void Write(object? value)
    {
        if (Autoescape) Output.Append(Markup.Escape(value).Text);
        else Output.Append(value as string ?? PythonString.Str(value));
    }

    private static object?[] NewLocals(int size)
    {
        if (size == 0) return [];
        var locals = new object?[size];
        Array.Fill(locals, Missing.Value);
        return locals;
    }
}

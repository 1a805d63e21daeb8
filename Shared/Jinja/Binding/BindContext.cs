using Salt.Jinja.Nodes;

namespace Salt.Jinja.Binding;

/// <summary>What holds for all of a template while it is bound.</summary>
/// <param name="template">Its name.</param>
internal sealed class BindContext(string template, JinjaEnvironment environment)
{
    public JinjaEnvironment Environment => environment;

    public string Template => template;

    /// <summary>By name, in the order in which they stand.</summary>
    public Dictionary<string, BlockStatement> Blocks { get; } = [];

    /// <exception cref="TemplateException">Always: a syntax error at a node.</exception>
    public TemplateException Fault(string cause, Node node) => TemplateException.Syntax(cause, template, node.Line);
}

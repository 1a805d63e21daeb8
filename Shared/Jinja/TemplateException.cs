using System.Text;

namespace Salt.Jinja;

/// <summary>What went wrong with a template: the kind, as Jinja and Python name it, the cause, and the places it went
/// through, innermost first.</summary>
public sealed class TemplateException(string kind, string cause, Exception? inner = null) : Exception(cause, inner)
{
    private readonly List<TemplatePlace> _places = [];

    /// <summary><c>TemplateSyntaxError</c>, <c>UndefinedError</c>, <c>TypeError</c>, ...</summary>
    public string Kind { get; } = kind;

    /// <summary>Where it happened, then what had included, imported or called that.</summary>
    public IReadOnlyList<TemplatePlace> Places => _places;

    public static TemplateException Syntax(string cause, string template, int line)
    {
        var error = new TemplateException("TemplateSyntaxError", cause);
        error._places.Add(new TemplatePlace(template, line));
        return error;
    }

    public static TemplateException Runtime(string cause) => new("TemplateRuntimeError", cause);

    public static TemplateException Undefined(string cause) => new("UndefinedError", cause);

    public static TemplateException Type(string cause) => new("TypeError", cause);

    public static TemplateException Value(string cause) => new("ValueError", cause);

    public static TemplateException Security(string cause) => new("SecurityError", cause);

    public static TemplateException Overflow(string cause) => new("OverflowError", cause);

    /// <returns>Always false: an exception filter that only looks.</returns>
    internal bool PassThrough(string template, int line)
    {
        // The statements around the one that failed are of the same template: the innermost tells most.
        if (_places.Count == 0 || _places[^1].Template != template) _places.Add(new TemplatePlace(template, line));
        return false;
    }

    /// <summary>One line: the cause, where, and through what.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message);
        for (var i = 0; i < _places.Count; i++) text.Append(i == 0 ? "; in " : ", from ").Append(_places[i]);
        return text.ToString();
    }
}

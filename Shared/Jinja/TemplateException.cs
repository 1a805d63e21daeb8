using System.Text;
using System.Text.RegularExpressions;

namespace Salt.Jinja;

/// <summary>What went wrong with a template: the kind, as Jinja and Python name it, the cause, and the places it went
/// through, innermost first.</summary>
public sealed class TemplateException(string kind, string cause, Exception? inner = null) : Exception(cause, inner)
{
    private const int MostExcerpt = 120;

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

    /// <summary>What a template has filters and functions run into that know no better sentence.</summary>
    /// <returns>Null: it is no fault of a template's.</returns>
    internal static TemplateException? Of(Exception e) => e switch
    {
        RegexMatchTimeoutException slow => new("TemplateRuntimeError", $"a regular expression takes longer than {slow.MatchTimeout.TotalSeconds:0.##} s", e),
        InsufficientExecutionStackException => new("RecursionError", "maximum recursion depth exceeded", e),
        OutOfMemoryException => new("MemoryError", "it takes more memory than there is", e),
        InvalidCastException => new("TypeError", "an argument is of a type that does not go here", e),
        OverflowException => new("OverflowError", "a number is too large", e),
        ArgumentException or FormatException => new("ValueError", "an argument has a value that does not go here", e),
        InvalidOperationException => new("TemplateRuntimeError", "a value changed while it was gone through", e),
        _ => null,
    };

    /// <returns>Always false: an exception filter that only looks.</returns>
    internal bool PassThrough(Template template, int line)
    {
        // The statements around the one that failed are of the same template: the innermost tells most.
        if (_places.Count == 0 || _places[^1].Template != template.Name) _places.Add(new TemplatePlace(template.Name, line, LineOf(template.Text, line)));
        return false;
    }

    /// <summary>A syntax error: shows the line of the text that it is about.</summary>
    /// <returns>Always false: an exception filter that only looks.</returns>
    internal bool Excerpt(string template, string text)
    {
        if (_places is [{ Excerpt: "" } only] && only.Template == template) _places[0] = only with { Excerpt = LineOf(text, only.Line) };
        return false;
    }

    private static string LineOf(string text, int line)
    {
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            if (--line == 0) return span.Length > MostExcerpt ? span[..MostExcerpt].ToString() + "..." : span.ToString();
        }

        return "";
    }

    /// <summary>One line: the cause, where, and through what.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message);
        for (var i = 0; i < _places.Count; i++) text.Append(i == 0 ? "; in " : ", from ").Append(_places[i]);
        return text.ToString();
    }
}

namespace Salt.Jinja.Values;

/// <summary>A text that is HTML already: it is not escaped again.</summary>
public sealed class Markup(string text)
{
    public string Text { get; } = text;

    /// <summary>The text, with what means something in HTML written as entities; markup stays as it is.</summary>
    public static Markup Escape(object? value) => value as Markup ?? new Markup(EscapeText(PythonString.Str(value)));

    public static string EscapeText(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>'\"") < 0) return text;
        return text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal)
            .Replace("\"", "&#34;", StringComparison.Ordinal);
    }

    public override string ToString() => Text;

    public override bool Equals(object? obj) => obj is Markup other ? other.Text == Text : obj is string text && text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

namespace Salt.Jinja;

/// <param name="Template">Its name, as the loader knows it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Excerpt">What stands in that line; empty: unknown.</param>
public sealed record TemplatePlace(string Template, int Line, string Excerpt = "")
{
    public override string ToString() => $"{Template} line {Line}";
}

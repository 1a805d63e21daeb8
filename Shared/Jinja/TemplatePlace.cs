namespace Salt.Jinja;

/// <param name="Template">Its name, as the loader knows it.</param>
/// <param name="Line">From 1.</param>
public sealed record TemplatePlace(string Template, int Line)
{
    public override string ToString() => $"{Template} line {Line}";
}

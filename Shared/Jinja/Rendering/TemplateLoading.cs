namespace Salt.Jinja.Rendering;

/// <summary>The kinds of errors of templates that are not there.</summary>
internal static class TemplateLoading
{
    public const string NotFound = "TemplateNotFound";
    public const string NoneFound = "TemplatesNotFound";
}

namespace Salt.Jinja.Library;

/// <summary>The filters that Jinja has.</summary>
internal static class BuiltinFilters
{
    public static IEnumerable<Filter> All { get; } = [.. TextFilters.All, .. NumberFilters.All, .. SequenceFilters.All, .. SelectionFilters.All, .. HtmlFilters.All];
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Filters that write HTML, URLs and JSON.</summary>
internal static partial class HtmlFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("escape", [], (_, value, _) => Markup.Escape(value)),
        new("e", [], (_, value, _) => Markup.Escape(value)),
        new("forceescape", [], (_, value, _) => new Markup(Markup.EscapeText(PythonString.Str(value)))),
        new("safe", [], (_, value, _) => new Markup(PythonString.Str(value))),
        new("striptags", [], (_, value, _) => StripTags(PythonString.Str(value))),
        new("tojson", ["indent?"], (_, value, a) => new Markup(PythonJson.ForHtml(PythonJson.Dump(value, a[0] is long indent ? (int)indent : null, sortKeys: true)))),
        new("urlencode", [], (_, value, _) => UrlEncode(value)),
        new("urlize", ["trim_url_limit?", "nofollow?", "target?", "rel?", "extra_schemes?"], Urlizing.Apply),
        new("xmlattr", ["autospace?"], XmlAttributes),
    ];

    /// <summary>As Python's <c>urllib.parse.quote</c>.</summary>
    public static string Quote(string text, bool isQuery)
    {
        var quoted = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)unit;
            if (char.IsAsciiLetterOrDigit(c) || "_.-~".Contains(c) || (c == '/' && !isQuery)) quoted.Append(c);
            else if (c == ' ' && isQuery) quoted.Append('+');
            else quoted.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        return quoted.ToString();
    }

    private static string StripTags(string text)
    {
        text = Comments().Replace(text, "");
        text = Tags().Replace(text, "");
        return System.Net.WebUtility.HtmlDecode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string UrlEncode(object? value)
    {
        if (PythonOperators.IsText(value) || PythonSequences.TryIterate(value) is null) return Quote(PythonString.Str(value), isQuery: false);
        var pairs = value is PyDict dict ? new PyDictView(dict, DictViewKind.Items).Items : PythonSequences.Iterate(value);
        return string.Join('&', pairs.Select(pair =>
            PythonSequences.ToList(pair) is [var key, var item]
                ? $"{Quote(PythonString.Str(key), isQuery: true)}={Quote(PythonString.Str(item), isQuery: true)}"
                : throw TemplateException.Value("urlencode needs pairs")));
    }

    private static object XmlAttributes(IFilterContext context, object? value, object?[] a)
    {
        if (value is Undefined undefined) throw undefined.Error;
        if (value is not PyDict dict) throw new TemplateException("AttributeError", $"'{PythonTypes.NameOf(value)}' object has no attribute 'items'");
        List<string> attributes = [];
        foreach (var (key, item) in dict)
        {
            if (item is null or Undefined) continue;
            var name = PythonString.Str(key);
            if (name.Any(c => char.IsWhiteSpace(c) || c is '/' or '>' or '=')) throw TemplateException.Value($"Invalid character in attribute name: {PythonString.Repr(name)}");
            attributes.Add($"{Markup.EscapeText(name)}=\"{Markup.Escape(item).Text}\"");
        }

        var text = string.Join(' ', attributes);
        if (text.Length > 0 && (a[0] is Missing || PythonSequences.Truth(a[0]))) text = " " + text;
        return context.Autoescape ? new Markup(text) : text;
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("<.*?>", RegexOptions.Singleline)]
    private static partial Regex Tags();
}

using System.Text;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;
using Salt.Shared.Rendering.Queries;
using Salt.Shared.Targeting;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Salt's filters that query data, compare names and write them otherwise.</summary>
internal static class NamingFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("to_snake_case", [], (_, value, _) => SnakeCase(PythonString.Str(value))),
        new("to_camelcase", ["uppercamel?"], (_, value, a) => CamelCase(PythonString.Str(value), a[0] is not Missing && PythonSequences.Truth(a[0]))),
        new("check_whitelist_blacklist", ["whitelist?", "blacklist?"], (_, value, a) => IsListed(PythonString.Str(value), a[0], a[1])),
        new("expr_match", ["expr"], (_, value, a) => Matches(PythonString.Str(value), PythonString.Str(a[0]))),
        new("json_query", ["expr"], (_, value, a) => JmesPath.Search(value, PythonString.Str(a[0]))),
        new("zip", (_, value, arguments) => Zip([value, .. arguments.Positional])),
        new("is_sorted", ["key?", "reverse?"], (_, value, a) => IsSorted(value, a[0], a[1] is not Missing && PythonSequences.Truth(a[1]))),
        .. ((string[])["json_encode_list", "json_encode_dict", "json_decode_list", "json_decode_dict"]).Select(name => new Filter(name, [], (_, value, _) => value)),
        new("http_query", (_, _, _) => throw TemplateException.Security("http_query is refused: templates fetch nothing from other servers")),
    ];

    // A capital letter begins a word behind a small one, and before one.
    private static string SnakeCase(string text)
    {
        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var begins = i > 0 && char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || (i != text.Length - 1 && char.IsLower(text[i + 1])));
            if (begins) written.Append('_');
            written.Append(i == 0 || char.IsUpper(text[i]) ? char.ToLowerInvariant(text[i]) : text[i]);
        }

        return written.ToString();
    }

    private static string CamelCase(string text, bool fromStart) => string.Concat(text.Split('_').Select((word, i) =>
        word.Length == 0 || (i == 0 && !fromStart) ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private static bool IsListed(string name, object? allowed, object? denied)
    {
        if (Expressions(denied).Any(expression => Matches(name, expression))) return false;
        var listed = Expressions(allowed).ToList();
        return listed.Count == 0 || listed.Exists(expression => Matches(name, expression));
    }

    private static IEnumerable<string> Expressions(object? value) => value switch
    {
        Missing or null or "" => [],
        string or Markup => [PythonString.Str(value)],
        _ => PythonSequences.Iterate(value).Select(PythonString.Str),
    };

    // A pattern, and if it is none that fits, a regex of the whole.
    private static bool Matches(string name, string expression)
    {
        if (name == expression || new Glob(expression).IsMatch(name)) return true;
        try
        {
            return PythonRegex.Make($"^(?:{expression})$", false, false).IsMatch(name);
        }
        catch (TemplateException e) when (e.Kind == "error")
        {
            // It was a pattern only, such as '*.example'.
            return false;
        }
    }

    private static List<object?> Zip(IReadOnlyList<object?> lists)
    {
        var sources = lists.Select(list => PythonSequences.Iterate(list).GetEnumerator()).ToList();
        List<object?> zipped = [];
        while (sources.TrueForAll(source => source.MoveNext())) zipped.Add(new PyTuple([.. sources.Select(source => source.Current)]));
        return zipped;
    }

    private static bool IsSorted(object? value, object? key, bool isReverse)
    {
        Func<object?, object?> by = key is Callable callable ? item => callable.Call(Arguments.Of(item)) : item => item;
        object? before = Missing.Value;
        foreach (var item in PythonSequences.Iterate(value).Select(by))
        {
            if (before is not Missing && (isReverse ? PythonOperators.Less(before, item) : PythonOperators.Less(item, before))) return false;
            before = item;
        }

        return true;
    }
}

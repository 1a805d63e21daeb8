using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Filters that pick items by a test, or make others of them by a filter.</summary>
internal static class SelectionFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("select", (context, value, arguments) => Pick("select", context, value, arguments, wanted: true, byAttribute: false)),
        new("reject", (context, value, arguments) => Pick("reject", context, value, arguments, wanted: false, byAttribute: false)),
        new("selectattr", (context, value, arguments) => Pick("selectattr", context, value, arguments, wanted: true, byAttribute: true)),
        new("rejectattr", (context, value, arguments) => Pick("rejectattr", context, value, arguments, wanted: false, byAttribute: true)),
        new("map", Map),
        new("attr", ["name"], (context, value, a) => Attribute(context, value, PythonString.Str(a[0]))),
    ];

    // Only what is an attribute: `value|attr('key')` is no item.
    private static object? Attribute(IFilterContext context, object? value, string name) =>
        value is PyDict dict && dict.Contains(name) && Methods.MethodTable.Find(dict, name) is null
            ? context.Attribute(new PyDict(), name)
            : context.Attribute(value, name);

    private static PyIterator Pick(string filter, IFilterContext context, object? value, Arguments arguments, bool wanted, bool byAttribute)
    {
        var rest = arguments;
        Func<object?, object?> get = item => item;
        if (byAttribute)
        {
            if (rest.Positional.Length == 0) throw new TemplateException("FilterArgumentError", "Missing parameter for attribute name");
            get = Sorting.Getter(context, rest.Positional[0]);
            rest = rest with { Positional = rest.Positional[1..] };
        }

        Func<object?, bool> holds = PythonSequences.Truth;
        if (rest.Positional.Length > 0)
        {
            var name = PythonString.Str(rest.Positional[0]);
            var test = context.Environment.FindTest(name) ?? throw TemplateException.Runtime($"No test named '{name}'.");
            var handed = rest with { Positional = rest.Positional[1..] };
            holds = item => test.Holds(context, item, handed);
        }

        return new PyIterator("generator", Run());

        IEnumerable<object?> Run()
        {
            if (!PythonSequences.Truth(value)) yield break;
            foreach (var item in PythonSequences.Iterate(value))
            {
                if (holds(get(item)) == wanted) yield return item;
            }
        }
    }

    private static PyIterator Map(IFilterContext context, object? value, Arguments arguments)
    {
        Func<object?, object?> map;
        if (arguments.Positional.Length == 0 && arguments.Named.Any(argument => argument.Key == "attribute"))
        {
            object? attribute = null;
            object? otherwise = null;
            foreach (var (name, given) in arguments.Named)
            {
                if (name == "attribute") attribute = given;
                else if (name == "default") otherwise = given;
                else throw new TemplateException("FilterArgumentError", $"Unexpected keyword argument '{name}'");
            }

            map = Sorting.Getter(context, attribute, otherwise);
        }
        else
        {
            if (arguments.Positional.Length == 0) throw new TemplateException("FilterArgumentError", "map requires a filter argument");
            var name = PythonString.Str(arguments.Positional[0]);
            var filter = context.Environment.FindFilter(name) ?? throw TemplateException.Runtime($"No filter named '{name}'.");
            var rest = arguments with { Positional = arguments.Positional[1..] };
            map = item => filter.Apply(context, item, rest);
        }

        return new PyIterator("generator", Run());

        IEnumerable<object?> Run()
        {
            if (!PythonSequences.Truth(value)) yield break;
            foreach (var item in PythonSequences.Iterate(value)) yield return map(item);
        }
    }
}

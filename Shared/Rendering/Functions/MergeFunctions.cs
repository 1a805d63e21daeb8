using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;
using Salt.Shared.Output.Yaml;
using Salt.Shared.Rendering.Filters;

namespace Salt.Shared.Rendering.Functions;

/// <summary>Functions that merge, write and read data.</summary>
internal static class MergeFunctions
{
    public static IEnumerable<RenderFunction> All { get; } =
    [
        new("slsutil.merge", ["obj_a", "obj_b", "strategy?", "renderer?", "merge_lists?"], (_, a) => Merge(a[0], a[1], a[2], Flag(a[4]))),
        new("slsutil.merge_all", ["lst", "strategy?", "renderer?", "merge_lists?"], (_, a) =>
            PythonSequences.Iterate(a[0]).Aggregate((object?)new PyDict(), (merged, next) => Merge(merged, next, a[1], Flag(a[3])))),
        new("slsutil.update", ["dest", "upd", "recursive_update?", "merge_lists?"], (_, a) => Update(a[0], a[1], a[2] is Missing || Flag(a[2]), Flag(a[3]))),
        new("slsutil.serialize", ["serializer", "obj", "default_flow_style?", "indent?", "sort_keys?", "ensure_ascii?"], (_, a) => Serialize(a)),
        new("slsutil.deserialize", ["serializer", "stream_or_string"], (_, a) => Deserialize(PythonString.Str(a[0]), PythonString.Str(a[1]))),
        new("slsutil.boolstr", ["value", "true?", "false?"], (_, a) => PythonSequences.Truth(a[0]) ? Or(a[1], "true") : Or(a[2], "false")),
        new("defaults.merge", ["dest", "upd", "merge_lists?", "in_place?", "convert_none?"], (_, a) => Update(a[0], a[1], recursive: true, Flag(a[2]), inPlace: a[3] is Missing || Flag(a[3]))),
        new("defaults.update", ["dest", "defaults", "merge_lists?", "in_place?", "convert_none?"], (_, a) =>
        {
            var (dest, defaults) = (Dict(a[0]), Dict(a[1]));
            foreach (var (key, value) in dest.ToList()) dest[key] = value is PyDict own ? DictMerge.Recurse(defaults, own, Flag(a[2])) : value;
            return dest;
        }),
        new("defaults.deepcopy", ["source"], (_, a) => Copy(a[0])),
    ];

    /// <summary>Dicts and lists anew, all the way down.</summary>
    public static object? Copy(object? value)
    {
        PythonStack.Check();
        switch (value)
        {
            case PyDict dict:
                var copy = new PyDict(dict.Count);
                foreach (var (key, item) in dict) copy[key] = Copy(item);
                return copy;
            case List<object?> list:
                WorkBudget.Spend(WorkBudget.Item * (list.Count + 1L));
                return list.ConvertAll(Copy);
            default:
                return value;
        }
    }

    private static object? Merge(object? lower, object? upper, object? strategy, bool mergeLists)
    {
        if (lower is PyDict a && upper is PyDict b) return DictMerge.By(strategy is Missing ? "smart" : PythonString.Str(strategy), a, b, mergeLists);
        return lower is Undefined undefined ? throw undefined.Error : upper is Undefined other ? throw other.Error : upper;
    }

    private static PyDict Update(object? dest, object? upd, bool recursive, bool mergeLists, bool inPlace = true)
    {
        var (into, from) = (Dict(dest), Dict(upd));
        var merged = DictMerge.By(recursive ? "recurse" : "overwrite", into, from, mergeLists);
        if (!inPlace) return merged;
        into.Update(merged);
        return into;
    }

    // Salt's serializers: no line break at the end, YAML in blocks unless it is asked for otherwise.
    private static string Serialize(object?[] a) => PythonString.Str(a[0]) switch
    {
        "yaml" => Flag(a[2]) ? PythonYamlWriter.Flow(a[1]) : PythonYamlWriter.Block(a[1]),
        "json" => PythonJson.Dump(a[1], a[3] is long spaces ? (int)spaces : null, sortKeys: Flag(a[4]), asciiOnly: Flag(a[5])),
        "python" => PythonString.Repr(a[1]),
        var serializer => throw TemplateException.Runtime($"there is no serializer '{serializer}': yaml, json or python"),
    };

    private static object? Deserialize(string serializer, string text) => serializer switch
    {
        "yaml" => SerializingFilters.ReadYaml(text),
        "json" => SerializingFilters.ReadJson(text),
        _ => throw TemplateException.Runtime($"there is no deserializer '{serializer}': yaml or json"),
    };

    private static PyDict Dict(object? value) => value switch
    {
        PyDict dict => dict,
        null => [],
        Undefined undefined => throw undefined.Error,
        _ => throw TemplateException.Type($"Cannot update using non-dict types: {PythonTypes.NameOf(value)}"),
    };

    private static bool Flag(object? value) => value is not Missing && PythonSequences.Truth(value);

    private static object? Or(object? value, object? otherwise) => value is Missing ? otherwise : value;
}

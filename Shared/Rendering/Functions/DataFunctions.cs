using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Functions;

/// <summary>Functions over pillar, grains and configuration.</summary>
internal static class DataFunctions
{
    public static IEnumerable<RenderFunction> All { get; } =
    [
        new("pillar.get", ["key", "default?", "merge?", "merge_nested_lists?", "delimiter?", "pillarenv?", "saltenv?"], (subject, a) =>
        {
            var found = Traversal.Find(subject.Pillar, Key(a[0]), Delimiter(a[4]), Missing.Value);
            var otherwise = a[1] is Missing ? "" : a[1];
            if (found is PyDict over && otherwise is PyDict under && Flag(a[2])) return DictMerge.Recurse(under, over, a[3] is Missing || Flag(a[3]));
            return found is Missing ? otherwise : found;
        }),
        new("pillar.item", ["*keys"], (subject, a) => Items(subject.Pillar, a[0])),
        new("pillar.items", [], (subject, _) => subject.Pillar),
        new("pillar.raw", ["key?"], (subject, a) => a[0] is Missing ? subject.Pillar : subject.Pillar.GetOr(a[0], new PyDict())),
        new("pillar.keys", ["key", "delimiter?"], (subject, a) => Traversal.Find(subject.Pillar, Key(a[0]), Delimiter(a[1]), null) is PyDict dict
            ? dict.Keys.ToList()
            : throw TemplateException.Value($"Pillar key {PythonString.Repr(a[0])} is no dictionary")),
        new("grains.get", ["key", "default?", "delimiter?", "ordered?"], (subject, a) => Traversal.Find(subject.Grains, Key(a[0]), Delimiter(a[2]), a[1] is Missing ? "" : a[1])),
        new("grains.item", ["*keys"], (subject, a) => Items(subject.Grains, a[0])),
        new("grains.items", ["sanitize?"], (subject, _) => subject.Grains),
        new("grains.has_value", ["key"], (subject, a) => PythonSequences.Truth(Traversal.Find(subject.Grains, Key(a[0]), ":", null))),
        new("grains.filter_by", ["lookup_dict", "grain?", "merge?", "default?", "base?"], (subject, a) =>
        {
            if (a[0] is not PyDict table) throw a[0] is Undefined undefined ? undefined.Error : TemplateException.Type($"filter_by needs a dict, not {PythonTypes.NameOf(a[0])}");
            var grain = Traversal.Find(subject.Grains, a[1] is Missing ? "os_family" : Key(a[1]), ":", "default");
            return FilterBy.Pick(table, grain, PythonString.Str, Or(a[2], null), a[3] is Missing ? "default" : PythonString.Str(a[3]), Or(a[4], null));
        }),
        new("config.get", ["key", "default?", "delimiter?", "merge?", "omit_opts?", "omit_pillar?", "omit_master?", "omit_grains?"], Config),
        new("config.option", ["value", "default?", "omit_opts?", "omit_grains?", "omit_pillar?", "omit_master?"], (subject, a) =>
            Sources(subject, a[2], a[4], a[3]).Select(source => source.GetOr(a[0], Missing.Value)).FirstOrDefault(found => found is not Missing, Or(a[1], ""))),
        new("config.items", [], (subject, _) => subject.Opts),
    ];

    private static object? Config(RenderSubject subject, object?[] a)
    {
        var found = Sources(subject, a[4], a[5], a[7]).Select(source => Traversal.Find(source, Key(a[0]), Delimiter(a[2]), Missing.Value)).Where(value => value is not Missing).ToList();
        var otherwise = Or(a[1], "");
        if (a[3] is Missing or null || !PythonSequences.Truth(a[3])) return found.Count > 0 ? found[0] : otherwise;
        // The default lies below all, and the first source above.
        return found.AsEnumerable().Reverse().Prepend(otherwise).OfType<PyDict>().Aggregate(new PyDict(), (merged, next) =>
            DictMerge.By(PythonString.Str(a[3]) is "True" ? "recurse" : PythonString.Str(a[3]), merged, next, mergeLists: false)) is { Count: > 0 } map
            ? map
            : found.Count > 0 ? found[0] : otherwise;
    }

    private static PyDict Items(PyDict data, object? keys)
    {
        var items = new PyDict();
        foreach (var key in (PyTuple)keys!) items[key] = Traversal.Find(data, Key(key), ":", "");
        return items;
    }

    private static IEnumerable<PyDict> Sources(RenderSubject subject, object? omitOpts, object? omitPillar, object? omitGrains)
    {
        if (!Flag(omitOpts)) yield return subject.Opts;
        if (!Flag(omitGrains)) yield return subject.Grains;
        if (!Flag(omitPillar)) yield return subject.Pillar;
    }

    private static string Key(object? key) => key is Undefined undefined ? throw undefined.Error : PythonString.Str(key);

    private static string Delimiter(object? given) => given is Missing or null ? ":" : PythonString.Str(given);

    private static bool Flag(object? value) => value is not Missing && PythonSequences.Truth(value);

    private static object? Or(object? value, object? otherwise) => value is Missing ? otherwise : value;
}

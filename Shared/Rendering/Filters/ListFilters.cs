using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Salt's filters of lists and dicts.</summary>
internal static class ListFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("traverse", ["key", "default?", "delimiter?"], (_, value, a) =>
            Traversal.Find(value, PythonString.Str(a[0]), a[2] is Missing ? ":" : PythonString.Str(a[2]), a[1] is Missing ? null : a[1])),
        new("unique", [], (_, value, _) => Distinct(PythonSequences.Iterate(value))),
        new("union", ["other"], (_, value, a) => Distinct(PythonSequences.Iterate(value).Concat(PythonSequences.Iterate(a[0])))),
        new("intersect", ["other"], (_, value, a) => Distinct(Only(value, a[0], wanted: true))),
        new("difference", ["other"], (_, value, a) => Distinct(Only(value, a[0], wanted: false))),
        new("symmetric_difference", ["other"], (_, value, a) => Distinct(Only(value, a[0], wanted: false).Concat(Only(a[0], value, wanted: false)))),
        new("is_list", [], (_, value, _) => value is List<object?>),
        new("is_iter", ["ignore?"], (_, value, _) => value is not (string or Markup) && PythonSequences.TryIterate(value) is not null),
        new("sorted_ignorecase", [], (_, value, _) => Sort(PythonSequences.Iterate(value))),
        new("substring_in_list", ["list"], (_, value, a) => PythonSequences.Iterate(a[0]).Any(item => PythonString.Str(item).Contains(PythonString.Str(value), StringComparison.Ordinal))),
        new("exactly_n_true", ["amount?"], (_, value, a) => PythonSequences.Iterate(value).Count(PythonSequences.Truth) == (a[0] is long amount ? amount : 1)),
        new("exactly_one_true", [], (_, value, _) => PythonSequences.Iterate(value).Count(PythonSequences.Truth) == 1),
        new("compare_lists", ["new"], (_, value, a) => CompareLists(PythonSequences.ToList(value), PythonSequences.ToList(a[0]))),
        new("compare_dicts", ["new"], (_, value, a) => CompareDicts(Dict(value), Dict(a[0]))),
        new("flatten", ["levels?", "preserve_nulls?"], (_, value, a) => Flatten(value, a[0] is long levels ? levels : long.MaxValue, a[1] is not Missing && PythonSequences.Truth(a[1]))),
        new("combinations", ["r"], (_, value, a) => Combinations(PythonSequences.ToList(value), PythonNumbers.ToIndex(a[0]))),
        new("avg", [], (_, value, _) => Average(value)),
        new("sequence", [], (_, value, _) => value is List<object?> or PyTuple or PyDict or PyIterator ? value : new List<object?> { value }),
        new("skip", [], (_, _, _) => ""),
        new("set_dict_key_value", ["keys", "value", "delimiter?", "ordered_dict?"], (_, value, a) => ChangeAt(Dict(value), a, (_, given) => given)),
        new("update_dict_key_value", ["keys", "value", "delimiter?", "ordered_dict?"], (_, value, a) => ChangeAt(Dict(value), a, (old, given) =>
        {
            var map = old is PyDict known ? known : [];
            map.Update(Dict(given));
            return map;
        })),
        new("append_dict_key_value", ["keys", "value", "delimiter?", "ordered_dict?"], (_, value, a) => ChangeAt(Dict(value), a, (old, given) => new List<object?>([.. old as List<object?> ?? [], given]))),
        new("extend_dict_key_value", ["keys", "value", "delimiter?", "ordered_dict?"], (_, value, a) => ChangeAt(Dict(value), a, (old, given) => new List<object?>([.. old as List<object?> ?? [], .. PythonSequences.Iterate(given)]))),
        new("filter_by", ["lookup", "traverse?", "merge?", "default?", "base?"], (_, value, a) =>
            FilterBy.Pick(Dict(value), a[0], item => PythonString.Str(item), a[2] is Missing ? null : a[2], a[3] is Missing ? "default" : PythonString.Str(a[3]), a[4] is Missing ? null : a[4])),
        new("method_call", MethodCall),
    ];

    private static object? MethodCall(IFilterContext context, object? value, Arguments arguments)
    {
        if (arguments.Positional.Length == 0) throw TemplateException.Type("method_call needs a method's name");
        return context.Attribute(value, PythonString.Str(arguments.Positional[0])) is Callable method
            ? method.Call(arguments with { Positional = arguments.Positional[1..] })
            : throw TemplateException.Runtime($"there is no method {PythonString.Repr(arguments.Positional[0])}");
    }

    private static List<object?> Distinct(IEnumerable<object?> items)
    {
        List<object?> distinct = [];
        var known = new ItemSet();
        foreach (var item in items)
        {
            if (!known.Add(item)) continue;
            WorkBudget.Spend(WorkBudget.Item);
            distinct.Add(item);
        }

        return distinct;
    }

    private static IEnumerable<object?> Only(object? value, object? other, bool wanted)
    {
        var others = new ItemSet();
        foreach (var item in PythonSequences.Iterate(other)) others.Add(item);
        return PythonSequences.Iterate(value).Where(item => others.Contains(item) == wanted);
    }

    private static List<object?> Sort(IEnumerable<object?> items) =>
        [.. items.OrderBy(item => PythonCase.Lower(PythonString.Str(item)), StringComparer.Ordinal)];

    private static PyDict Dict(object? value) => value as PyDict
        ?? throw (value is Undefined undefined ? undefined.Error : TemplateException.Type($"a dict is needed, not {PythonTypes.NameOf(value)}"));

    private static PyDict CompareLists(List<object?> old, List<object?> now)
    {
        var changes = new PyDict();
        var added = Only(now, old, wanted: false).ToList();
        var removed = Only(old, now, wanted: false).ToList();
        if (added.Count > 0) changes["new"] = added;
        if (removed.Count > 0) changes["old"] = removed;
        return changes;
    }

    private static PyDict CompareDicts(PyDict old, PyDict now)
    {
        var changes = new PyDict();
        foreach (var key in old.Keys.Concat(now.Keys.Where(key => !old.Contains(key))))
        {
            if (old.TryGet(key, out var before) && now.TryGet(key, out var after) && PythonEquality.Equals(before, after)) continue;
            changes[key] = new PyDict { ["old"] = old.GetOr(key, ""), ["new"] = now.GetOr(key, "") };
        }

        return changes;
    }

    private static List<object?> Flatten(object? value, long levels, bool keepsNulls)
    {
        List<object?> flat = [];
        Add(value, levels, 0);
        return flat;

        void Add(object? from, long more, int depth)
        {
            Nesting.Check(depth);
            foreach (var item in PythonSequences.Iterate(from))
            {
                if (more > 0 && item is List<object?> or PyTuple)
                {
                    Add(item, more - 1, depth + 1);
                }
                else if (keepsNulls || item is not null)
                {
                    WorkBudget.Spend(WorkBudget.Item);
                    flat.Add(item);
                }
            }
        }
    }

    // In the order of their places, the last of which goes on first.
    private static List<object?> Combinations(List<object?> items, long count)
    {
        if (count < 0) throw TemplateException.Value("r must be non-negative");
        List<object?> found = [];
        if (count > items.Count) return found;
        var places = Enumerable.Range(0, (int)count).ToArray();
        while (true)
        {
            found.Add(new PyTuple(Array.ConvertAll(places, place => items[place])));
            var last = places.Length - 1;
            while (last >= 0 && places[last] == items.Count - places.Length + last) last--;
            if (last < 0) return found;
            places[last]++;
            for (var i = last + 1; i < places.Length; i++) places[i] = places[i - 1] + 1;
        }
    }

    private static double Average(object? value)
    {
        if (value is not (List<object?> or PyTuple)) return PythonNumbers.IsNumber(value) ? PythonNumbers.ToDouble(value!) : throw TemplateException.Type("avg needs numbers");
        var items = PythonSequences.ToList(value);
        return items.Count == 0 ? 0 : PythonNumbers.ToDouble(items.Aggregate(PythonOperators.Add)!) / items.Count;
    }

    private static PyDict ChangeAt(PyDict dict, object?[] a, Func<object?, object?, object?> change)
    {
        var path = PythonString.Str(a[0]).Split(a[2] is Missing ? ":" : PythonString.Str(a[2]));
        var at = dict;
        foreach (var key in path[..^1])
        {
            if (at.GetOr(key, null) is not PyDict next) at[key] = next = [];
            at = next;
        }

        at[path[^1]] = change(at.GetOr(path[^1], null), a[1]);
        return dict;
    }
}

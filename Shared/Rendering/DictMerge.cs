using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>Merges dicts; what is given stays as it is.</summary>
internal static class DictMerge
{
    /// <summary>Dicts are merged key by key, everything else of the upper one counts.</summary>
    public static PyDict Recurse(PyDict lower, PyDict upper, bool mergeLists = false)
    {
        PythonStack.Check();
        var merged = new PyDict(lower);
        foreach (var (key, value) in upper)
        {
            merged[key] = merged.GetOr(key, null) switch
            {
                PyDict under when value is PyDict over => Recurse(under, over, mergeLists),
                List<object?> under when mergeLists && value is List<object?> over => Joined(under, over),
                _ => value,
            };
        }

        return merged;
    }

    private static List<object?> Joined(List<object?> under, List<object?> over)
    {
        var joined = PythonSequences.ToList(under);
        foreach (var item in over)
        {
            if (PythonSequences.Contains(under, item)) continue;
            WorkBudget.Spend(WorkBudget.Item);
            joined.Add(item);
        }

        return joined;
    }

    /// <summary>By the name of a strategy: smart, recurse, aggregate, overwrite, list.</summary>
    /// <exception cref="Salt.Jinja.TemplateException">There is no such strategy.</exception>
    public static PyDict By(string strategy, PyDict lower, PyDict upper, bool mergeLists)
    {
        switch (strategy)
        {
            case "smart" or "recurse" or "aggregate":
                return Recurse(lower, upper, mergeLists);
            case "overwrite":
                var merged = new PyDict(lower);
                merged.Update(upper);
                return merged;
            case "list":
                var listed = new PyDict(lower);
                foreach (var (key, value) in upper)
                {
                    listed[key] = listed.TryGet(key, out var under) ? new List<object?>([.. under as List<object?> ?? [under], value]) : value;
                }

                return listed;
            case "none":
                return new PyDict(upper);
            default:
                throw Salt.Jinja.TemplateException.Runtime($"there is no merge strategy '{strategy}': smart, recurse, aggregate, overwrite, list or none");
        }
    }
}

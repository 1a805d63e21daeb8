using Salt.Jinja.Values;
using Salt.Shared.Targeting;

namespace Salt.Shared.Rendering;

/// <summary>Picks an entry of a table by the value of a grain, and merges others into it: the heart of every map.jinja.</summary>
internal static class FilterBy
{
    /// <param name="wanted">A value or a list of them: the first that matches a key (a glob) counts.</param>
    /// <param name="text">How a value is matched.</param>
    /// <param name="merge">Merged over what was picked; null: nothing.</param>
    /// <param name="otherwise">The key that counts when none matches.</param>
    /// <param name="basis">The key of an entry that lies below; null: none.</param>
    public static object? Pick(PyDict table, object? wanted, Func<object?, string> text, object? merge, string otherwise, object? basis)
    {
        object? found = Missing.Value;
        foreach (var value in wanted is List<object?> several ? several : [wanted])
        {
            foreach (var (key, entry) in table)
            {
                if (!new Glob(PythonString.Str(key)).IsMatch(text(value))) continue;
                found = entry;
                break;
            }

            if (found is not (Missing or null)) break;
        }

        if (found is Missing or null) found = table.GetOr(otherwise, null);
        if (basis is not null && table.TryGet(basis, out var below) && PythonSequences.Truth(below))
        {
            if (below is not PyDict lower) throw Salt.Jinja.TemplateException.Runtime($"filter_by default and base must be dicts; {PythonString.Repr(basis)} is none");
            found = found is PyDict upper ? DictMerge.Recurse(lower, upper) : found ?? lower;
        }

        if (merge is null or Undefined || !PythonSequences.Truth(merge)) return found;
        if (merge is not PyDict over) throw Salt.Jinja.TemplateException.Runtime("filter_by merge argument must be a dictionary.");
        return found is null ? over : found is PyDict under ? DictMerge.Recurse(under, over) : found;
    }
}

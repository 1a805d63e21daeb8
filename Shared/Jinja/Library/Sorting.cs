using System.Runtime.ExceptionServices;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>What filters sort, group and compare by.</summary>
public static class Sorting
{
    /// <summary>Stable, as Python's.</summary>
    /// <param name="asLists">Keys are compared as lists of one are: what is equal needs no order.</param>
    public static List<object?> Sort(IEnumerable<object?> items, Func<object?, object?> key, bool reverse, bool asLists = false)
    {
        List<object?> sorted = [];
        foreach (var item in items)
        {
            WorkBudget.Spend(WorkBudget.Item);
            sorted.Add(item);
        }

        if (sorted.Count < 2) return sorted;
        var keys = new (object? Key, int Place)[sorted.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = (key(sorted[i]), i);
        try
        {
            Array.Sort(keys, (left, right) =>
                (reverse ? Order(right.Key, left.Key, asLists) : Order(left.Key, right.Key, asLists)) is not 0 and var order ? order : left.Place.CompareTo(right.Place));
        }
        catch (InvalidOperationException e) when (e.InnerException is TemplateException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }

        return [.. keys.Select(place => sorted[place.Place])];
    }

    private static int Order(object? left, object? right, bool asLists)
    {
        WorkBudget.Step();
        if (left is string a && right is string b) return PythonOperators.CompareText(a, b);
        if (asLists && PythonEquality.Equals(left, right)) return 0;
        return PythonOperators.Less(left, right) ? -1 : PythonOperators.Less(right, left) ? 1 : 0;
    }

    /// <summary>The value of an attribute like <c>a.b.0</c>; the item itself, if there is none.</summary>
    /// <param name="otherwise">What stands for one that is missing; null: nothing does.</param>
    public static Func<object?, object?> Getter(IFilterContext context, object? attribute, object? otherwise = null)
    {
        if (attribute is null or Missing) return item => item;
        object?[] parts = attribute is string text
            ? [.. text.Split('.').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? PythonNumbers.Box(long.Parse(part)) : part)]
            : [attribute];
        return item =>
        {
            foreach (var part in parts)
            {
                item = context.Item(item, part);
                if (otherwise is not (null or Missing) && item is Undefined) item = otherwise;
            }

            return item;
        };
    }

    /// <summary>As <see cref="Getter"/>, of several attributes with commas between.</summary>
    public static Func<object?, object?> Getters(IFilterContext context, object? attribute, Func<object?, object?> then)
    {
        Func<object?, object?>[] getters = attribute is string text ? [.. text.Split(',').Select(part => Getter(context, part))] : [Getter(context, attribute)];
        if (getters is [var only]) return item => then(only(item));
        return item => new List<object?>(getters.Select(getter => then(getter(item))));
    }

    /// <summary>Text without the difference of case.</summary>
    public static Func<object?, object?> Caseless(bool caseSensitive) => caseSensitive
        ? value => value
        : value => PythonOperators.IsText(value) ? PythonCase.Lower(PythonString.Str(value)) : value;
}

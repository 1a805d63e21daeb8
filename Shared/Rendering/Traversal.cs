using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary><c>a:b:0</c> in the values of templates: keys of dicts and places in lists.</summary>
internal static class Traversal
{
    public static object? Find(object? value, string path, string delimiter, object? otherwise)
    {
        foreach (var part in path.Split(delimiter))
        {
            switch (value)
            {
                case PyDict dict when dict.TryGet(part, out var item):
                    value = item;
                    break;
                case PyDict dict when long.TryParse(part, out var number) && dict.TryGet(number, out var item):
                    value = item;
                    break;
                case List<object?> list when int.TryParse(part, out var index) && PythonSequences.TryIndex(list, index, out var item):
                    value = item;
                    break;
                // A list of dicts is looked through, as in Salt.
                case List<object?> list when list.OfType<PyDict>().FirstOrDefault(dict => dict.Contains(part)) is { } holder:
                    value = holder[part];
                    break;
                default:
                    return otherwise;
            }
        }

        return value;
    }
}

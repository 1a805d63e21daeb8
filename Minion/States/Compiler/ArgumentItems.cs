using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Minion.States.Compiler;

/// <summary>Takes items of argument lists apart that hold several arguments, which is what a forgotten dash makes of them: each
/// argument becomes an item. What was written so is warned of, by line.</summary>
/// <remarks>A requisite that has others behind it in its item stays as it is: that is an error, as in Salt.</remarks>
internal static class ArgumentItems
{
    /// <summary>The same declarations, extensions included.</summary>
    /// <param name="lines">Where its keys stand; null: not known, and nothing is warned of.</param>
    public static PyDict Apart(PyDict data, KeyLines? lines) => Each(data, (id, body) => (id, body) switch
    {
        ("extend", PyDict extended) => Each(extended, (_, one) => one is PyDict states ? OfStates(states, lines) : one),
        (_, PyDict states) => OfStates(states, lines),
        _ => body,
    });

    private static PyDict OfStates(PyDict states, KeyLines? lines) => Each(states, (_, arguments) => arguments is List<object?> list ? OfList(list, lines) : arguments);

    private static List<object?> OfList(List<object?> arguments, KeyLines? lines)
    {
        var apart = new List<object?>();
        var warnings = new List<object?>();
        foreach (var argument in arguments)
        {
            warnings.AddRange(LeftOut(argument, lines));
            if (argument is not PyDict { Count: > 1 } item || item.At(0).Key is string first && first != "onfail_stop" && Keywords.Requisites.Contains(first))
            {
                apart.Add(argument);
                continue;
            }

            apart.AddRange(item.Select(one => new PyDict { [one.Key] = one.Value }));
            warnings.AddRange(Warnings(item, lines));
        }

        if (warnings.Count > 0) apart.Add(new PyDict { [Keywords.Warnings] = warnings });
        return apart;
    }

    // What was merged into an item was put there on purpose.
    private static IEnumerable<string> Warnings(PyDict item, KeyLines? lines)
    {
        var own = lines?.Of(item) ?? [];
        return own.Skip(1).Select(one =>
            $"{lines!.Place(one.Line)}: '{PythonString.Str(one.Key)}' stands in one item with '{PythonString.Str(own[0].Key)}', as if its dash were forgotten or it stood too far left; it was taken as an argument of its own");
    }

    // Of a name with arguments of its own that has another behind it, as Salt has it.
    private static IEnumerable<string> LeftOut(object? argument, KeyLines? lines) => argument is PyDict map && map.TryGet("names", out var names) && names is List<object?> list
        ? list.OfType<PyDict>().SelectMany(name => lines?.Of(name).Skip(1) ?? []).Select(one => $"{lines!.Place(one.Line)}: '{PythonString.Str(one.Key)}' is the second name in one item, as if its dash were forgotten; it was left out")
        : [];

    private static PyDict Each(PyDict map, Func<object?, object?, object?> change)
    {
        var changed = new PyDict(map.Count);
        foreach (var (key, value) in map) changed[key] = change(key, value);
        return changed;
    }
}

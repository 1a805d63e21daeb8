using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>The names that every template has.</summary>
internal static class Globals
{
    public static Dictionary<string, object?> For(JinjaOptions options) => new()
    {
        ["range"] = new RawFunction("range", arguments => Range(arguments, options.MostRange)),
        ["dict"] = new RawFunction("dict", arguments => MakeDict("dict", arguments)),
        ["namespace"] = new RawFunction("namespace", arguments =>
        {
            var space = new Namespace();
            space.Attributes.Update(MakeDict("namespace", arguments));
            return space;
        }),
        ["cycler"] = new RawFunction("cycler", arguments => new Cycler(arguments.Positional)),
        ["joiner"] = new NativeFunction("joiner", ["sep?"], a => new Joiner(a[0] is Missing ? ", " : a[0])),
    };

    /// <summary>As Python's <c>dict(...)</c>: of a dict, of pairs, of keywords.</summary>
    /// <exception cref="TemplateException">It is neither.</exception>
    public static PyDict MakeDict(string function, Arguments arguments)
    {
        var dict = new PyDict();
        if (arguments.Positional.Length > 1) throw TemplateException.Type($"{function} expected at most 1 argument, got {arguments.Positional.Length}");
        if (arguments.Positional is [var from])
        {
            if (from is PyDict other) dict.Update(other);
            else if (from is Undefined undefined) throw undefined.Error;
            else
            {
                foreach (var item in PythonSequences.Iterate(from))
                {
                    var pair = PythonSequences.TryIterate(item)?.Take(3).ToList()
                        ?? throw TemplateException.Type("cannot convert dictionary update sequence element #0 to a sequence");
                    if (pair.Count != 2) throw TemplateException.Value($"dictionary update sequence element has length {pair.Count}; 2 is required");
                    dict[pair[0]] = pair[1];
                }
            }
        }

        foreach (var (key, value) in arguments.Named) dict[key] = value;
        return dict;
    }

    private static PyRange Range(Arguments arguments, int most)
    {
        if (arguments.Named.Count > 0) throw TemplateException.Type("range() takes no keyword arguments");
        var bounds = Array.ConvertAll(arguments.Positional, PythonNumbers.ToIndex);
        return bounds switch
        {
            [var stop] => PyRange.Of(0, stop, 1, most),
            [var start, var stop] => PyRange.Of(start, stop, 1, most),
            [var start, var stop, var step] => PyRange.Of(start, stop, step, most),
            _ => throw TemplateException.Type($"range expected 1 to 3 arguments, got {bounds.Length}"),
        };
    }

    private sealed class Cycler(object?[] items) : IPythonObject
    {
        private int _at = items.Length > 0 ? 0 : throw TemplateException.Type("at least one item has to be provided");

        public string TypeName => "Cycler";

        public string Text => "<Cycler>";

        public bool TryGetAttribute(string name, out object? value)
        {
            value = name switch
            {
                "next" => new RawFunction("next", _ => items[_at++ % items.Length]),
                "current" => items[_at % items.Length],
                "reset" => new RawFunction("reset", _ =>
                {
                    _at = 0;
                    return null;
                }),
                _ => Missing.Value,
            };
            return value is not Missing;
        }

        public bool TryGetItem(object? key, out object? value)
        {
            value = null;
            return false;
        }
    }

    private sealed class Joiner(object? separator) : Callable
    {
        private bool _isUsed;

        public override string Name => "joiner";

        public override object? Call(Arguments arguments)
        {
            if (_isUsed) return separator;
            _isUsed = true;
            return "";
        }
    }
}

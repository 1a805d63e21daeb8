using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>The <c>loop</c> of a loop's body. It looks one item ahead, so that it knows which is the last.</summary>
/// <param name="sized">What it goes over, if that has a length; null: unknown.</param>
/// <param name="again">Runs the loop over other items, a level deeper; null: it is not recursive.</param>
internal sealed class LoopState(IEnumerable<object?> items, object? sized, Lookup lookup, Func<object?, object?>? again, int depth) : Callable
{
    private readonly Queue<object?> _ahead = [];
    private IEnumerator<object?>? _source;
    private bool _isExhausted;
    private int _index = -1;
    private int? _length;
    private object? _current = Missing.Value;
    private object? _before = Missing.Value;
    private PyTuple? _lastChanged;

    public override string Name => $"{_index + 1}/{Length}";

    public override string TypeName => "LoopContext";

    public IEnumerable<object?> Items
    {
        get
        {
            _source = items.GetEnumerator();
            while (TryTake(out var item))
            {
                _index++;
                _before = _current;
                _current = item;
                yield return item;
            }
        }
    }

    public override object? Call(Arguments arguments)
    {
        if (again is null) throw TemplateException.Type("The loop must have the 'recursive' marker to be called recursively.");
        if (arguments.Positional.Length != 1) throw TemplateException.Type("loop() takes exactly one argument");
        return again(arguments.Positional[0]);
    }

    public override bool TryGetAttribute(string name, out object? value)
    {
        value = name switch
        {
            "index" => PythonNumbers.Box(_index + 1),
            "index0" => PythonNumbers.Box(_index),
            "first" => _index == 0,
            "last" => !TryPeek(out _),
            "length" => PythonNumbers.Box(Length),
            "revindex" => PythonNumbers.Box(Length - _index),
            "revindex0" => PythonNumbers.Box(Length - _index - 1),
            "depth" => PythonNumbers.Box(depth + 1),
            "depth0" => PythonNumbers.Box(depth),
            "previtem" => _before is Missing ? lookup.Because("there is no previous item") : _before,
            "nextitem" => TryPeek(out var next) ? next : lookup.Because("there is no next item"),
            "cycle" => new RawFunction("cycle", Cycle),
            "changed" => new RawFunction("changed", arguments => Changed(arguments)),
            _ => Missing.Value,
        };
        return value is not Missing;
    }

    private int Length
    {
        get
        {
            if (_length is { } known) return known;
            if (sized is not (null or Undefined or PyIterator) && PythonSequences.TryLength(sized) is { } length) return (_length = length).Value;
            while (!_isExhausted) Pull();
            return (_length = _index + 1 + _ahead.Count).Value;
        }
    }

    private object? Cycle(Arguments arguments) => arguments.Positional.Length == 0
        ? throw TemplateException.Type("no items for cycling given")
        : arguments.Positional[_index % arguments.Positional.Length];

    private bool Changed(Arguments arguments)
    {
        var now = new PyTuple(arguments.Positional);
        var hasChanged = _lastChanged is null || !PythonEquality.Equals(now, _lastChanged);
        _lastChanged = now;
        return hasChanged;
    }

    private bool TryTake(out object? item)
    {
        if (_ahead.Count == 0) Pull();
        return _ahead.TryDequeue(out item);
    }

    private bool TryPeek(out object? item)
    {
        if (_ahead.Count == 0) Pull();
        return _ahead.TryPeek(out item);
    }

    private void Pull()
    {
        if (_isExhausted) return;
        if (_source!.MoveNext()) _ahead.Enqueue(_source.Current);
        else _isExhausted = true;
    }
}

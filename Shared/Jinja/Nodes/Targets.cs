using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <summary>A name that is set. At the top of a template that exports it.</summary>
/// <param name="isParameter">Its scope begins with it: a loop's item, a macro's argument.</param>
internal sealed class NameTarget(string name, int line, bool isParameter) : Node(line), IAssignable
{
    private Reference _place;
    private bool _isExported;

    public string Name => name;

    public override IEnumerable<Node> Children => [];

    public override void Declare(Symbols symbols)
    {
        if (isParameter) symbols.Declare(name);
        else symbols.Store(name);
    }

    public override void Bind(Binder binder)
    {
        _place = binder.Reference(name);
        _isExported = binder.IsTopLevel;
    }

    public void Assign(Frame frame, object? value)
    {
        _place.Set(frame, value);
        if (_isExported) frame.Context.Set(name, value, isExported: name[0] != '_');
    }
}

/// <summary>Several names that take the items of one value.</summary>
internal sealed class TupleTarget(IReadOnlyList<Node> targets, int line) : Node(line), IAssignable
{
    private readonly IAssignable[] _targets = [.. targets.Cast<IAssignable>()];

    public override IEnumerable<Node> Children => targets;

    /// <summary>The items that it takes of a value, as tuples.</summary>
    public PyTuple Regroup(object? value) => new(
        [.. PythonSequences.Iterate(value).Select((item, i) => targets[i] is TupleTarget nested ? nested.Regroup(item) : item)]);

    public void Assign(Frame frame, object? value)
    {
        // The usual case, the pairs of a dict, makes no list.
        if (value is not PyTuple and not List<object?>)
        {
            if (PythonSequences.TryIterate(value) is null)
                throw value is Undefined undefined ? undefined.Error : TemplateException.Type($"cannot unpack non-iterable {PythonTypes.NameOf(value)} object");
            value = PythonSequences.Iterate(value).Take(_targets.Length + 1).ToList();
        }

        var items = (IReadOnlyList<object?>)value;
        if (items.Count > _targets.Length) throw TemplateException.Value($"too many values to unpack (expected {_targets.Length})");
        if (items.Count < _targets.Length) throw TemplateException.Value($"not enough values to unpack (expected {_targets.Length}, got {items.Count})");
        for (var i = 0; i < _targets.Length; i++) _targets[i].Assign(frame, items[i]);
    }
}

/// <summary><c>ns.name</c>, where <c>ns</c> is a namespace.</summary>
internal sealed class NamespaceTarget(string name, string attribute, int line) : Node(line), IAssignable
{
    private Reference _place;

    public override IEnumerable<Node> Children => [];

    public override void Declare(Symbols symbols) => symbols.Load(name);

    public override void Bind(Binder binder) => _place = binder.Reference(name);

    public void Assign(Frame frame, object? value) => Space(frame).Attributes[attribute] = value;

    /// <summary>Fails if it is none, which is asked before there is a value.</summary>
    public void Check(Frame frame) => Space(frame);

    /// <summary>Those among the targets.</summary>
    public static IEnumerable<NamespaceTarget> In(Node target) => target is NamespaceTarget one ? [one] : target.Children.SelectMany(In);

    private Namespace Space(Frame frame) =>
        _place.Get(frame) as Namespace ?? throw TemplateException.Runtime("cannot assign attribute on non-namespace object");
}

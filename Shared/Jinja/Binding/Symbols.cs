namespace Salt.Jinja.Binding;

/// <summary>The names of one scope, by Jinja's rules: a name that is set anywhere in a scope is local to all of it; one that
/// is only read is that of the scope around, or of the context. Branches of an <c>if</c> are tried apart and merged.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<string, Slot> _slots;
    private readonly Dictionary<string, Slot> _references;
    private readonly Dictionary<Slot, Load> _loads;
    private readonly HashSet<string> _stores;

    public Symbols(FunctionScope function, Symbols? parent)
    {
        Function = function;
        Parent = parent;
        (_slots, _references, _loads, _stores) = ([], [], [], []);
    }

    private Symbols(Symbols other)
    {
        Function = other.Function;
        Parent = other.Parent;
        _slots = other._slots;
        _references = new(other._references);
        _loads = new(other._loads);
        _stores = [.. other._stores];
    }

    public FunctionScope Function { get; }

    public Symbols? Parent { get; }

    public IReadOnlyDictionary<Slot, Load> Loads => _loads;

    public Slot? Find(string name) => _references.TryGetValue(name, out var slot) ? slot : Parent?.Find(name);

    public void Load(string name)
    {
        if (Find(name) is null) Define(name, new Load(LoadKind.Resolve, name, null));
    }

    public void Store(string name)
    {
        _stores.Add(name);
        if (_references.ContainsKey(name)) return;
        Define(name, Parent?.Find(name) is { } outer ? new Load(LoadKind.Alias, name, outer) : new Load(LoadKind.Undefined, name, null));
    }

    public Slot Declare(string name)
    {
        _stores.Add(name);
        return Define(name, new Load(LoadKind.Parameter, name, null));
    }

    public Symbols Branch() => new(this);

    public void Merge(IReadOnlyList<Symbols> branches)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in branches.SelectMany(branch => branch._stores))
        {
            if (!_stores.Contains(name)) counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        foreach (var branch in branches)
        {
            foreach (var (name, slot) in branch._references) _references[name] = slot;
            foreach (var (slot, load) in branch._loads) _loads[slot] = load;
            _stores.UnionWith(branch._stores);
        }

        // What only some branches set is, behind the others, what it was before.
        foreach (var (name, count) in counts)
        {
            if (count == branches.Count) continue;
            var slot = Find(name)!;
            _loads[slot] = Parent?.Find(name) is { } outer ? new Load(LoadKind.Alias, name, outer) : new Load(LoadKind.Resolve, name, null);
        }
    }

    /// <summary>All that is set here and around: what an included template sees besides the context.</summary>
    public IEnumerable<KeyValuePair<string, Slot>> Visible()
    {
        var seen = new HashSet<string>();
        for (var symbols = this; symbols is not null; symbols = symbols.Parent)
        {
            foreach (var name in symbols._stores)
            {
                if (seen.Add(name)) yield return new(name, Find(name)!);
            }
        }
    }

    private Slot Define(string name, Load load)
    {
        if (!_slots.TryGetValue(name, out var slot)) _slots[name] = slot = Function.Allocate();
        _references[name] = slot;
        _loads[slot] = load;
        return slot;
    }
}

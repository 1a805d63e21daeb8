using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>The names that a template is rendered with, and those that it sets at its top.</summary>
/// <param name="around">Names of this rendering; asked when the template set none.</param>
internal sealed class Context(ContextLayer around)
{
    private readonly Dictionary<string, object?> _set = [];

    // What importers do not get.
    private HashSet<string>? _hidden;

    /// <summary>By name: the templates' versions, that of the youngest child first.</summary>
    public Dictionary<string, List<(BlockStatement Block, Template Template)>> Blocks { get; } = [];

    /// <returns><see cref="Missing"/>: there is no such name.</returns>
    public object? Resolve(string name) => _set.TryGetValue(name, out var value) ? value : around.Resolve(name);

    public void Set(string name, object? value, bool isExported)
    {
        _set[name] = value;
        if (isExported) _hidden?.Remove(name);
        else (_hidden ??= []).Add(name);
    }

    /// <summary>What importers get.</summary>
    public Dictionary<string, object?> Exports => _set.Where(name => _hidden?.Contains(name.Key) is not true).ToDictionary(name => name.Key, name => name.Value);

    /// <summary>All names as they are now, and more.</summary>
    public ContextLayer Snapshot(IEnumerable<KeyValuePair<string, object?>> more)
    {
        var names = new Dictionary<string, object?>(_set);
        foreach (var (name, value) in more)
        {
            if (value is not Missing) names[name] = value;
        }

        return names.Count == 0 ? around : new ContextLayer(names, around);
    }
}

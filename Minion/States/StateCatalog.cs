using System.Diagnostics.CodeAnalysis;

namespace Salt.Minion.States;

/// <summary>All state functions of this minion by name.</summary>
internal sealed class StateCatalog(IEnumerable<StateFunction> functions)
{
    private readonly SortedDictionary<string, StateFunction> _functions =
        new(functions.ToDictionary(function => function.Name), StringComparer.Ordinal);

    /// <summary>In order of name.</summary>
    public IEnumerable<StateFunction> All => _functions.Values;

    /// <summary>The modules that can react to what their states watch.</summary>
    public IReadOnlySet<string> Watching { get; } =
        functions.Select(function => function.Name.Split('.')).Where(name => name[1] == StateFunction.Watch).Select(name => name[0]).ToHashSet();

    public bool TryGet(string name, [NotNullWhen(true)] out StateFunction? function) => _functions.TryGetValue(name, out function);
}

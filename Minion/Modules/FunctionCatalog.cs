using System.Diagnostics.CodeAnalysis;

namespace Salt.Minion.Modules;

/// <summary>All functions of this minion by name.</summary>
public sealed class FunctionCatalog(IEnumerable<Function> functions)
{
    /// <summary>Names that other programs have for functions of ours.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal) { ["async_status"] = "async.status" };

    private readonly SortedDictionary<string, Function> _functions =
        new(functions.ToDictionary(function => function.Name), StringComparer.Ordinal);

    /// <summary>In order of name.</summary>
    public IEnumerable<Function> All => _functions.Values;

    public bool TryGet(string name, [NotNullWhen(true)] out Function? function) =>
        _functions.TryGetValue(Aliases.GetValueOrDefault(name, name), out function);

    /// <exception cref="RefusedException">There is no such function here.</exception>
    public Function Get(string name) =>
        TryGet(name, out var function) ? function : throw new RefusedException($"'{name}' is not available.");
}

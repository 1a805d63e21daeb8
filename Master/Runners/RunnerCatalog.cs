using Salt.Shared.Errors;

namespace Salt.Master.Runners;

/// <summary>All runner functions by name.</summary>
internal sealed class RunnerCatalog(IEnumerable<RunnerFunction> functions)
{
    private readonly SortedDictionary<string, RunnerFunction> _functions =
        new(functions.ToDictionary(function => function.Name), StringComparer.Ordinal);

    /// <summary>In order of name.</summary>
    public IReadOnlyCollection<RunnerFunction> All => _functions.Values;

    /// <exception cref="SaltException">NotFound: there is none of that name, in Salt's words.</exception>
    public RunnerFunction Get(string name) => _functions.TryGetValue(name, out var function) ? function : throw NotAvailable(name);

    /// <summary>The functions of a name, or of a module's name.</summary>
    /// <param name="words">None: all.</param>
    /// <exception cref="SaltException">NotFound: a word means none.</exception>
    public IReadOnlyList<RunnerFunction> Named(IReadOnlyCollection<string> words)
    {
        if (words.FirstOrDefault(word => !All.Any(function => IsMeant(function, word))) is { } unknown) throw NotAvailable(unknown);
        return [.. All.Where(function => words.Count == 0 || words.Any(word => IsMeant(function, word)))];
    }

    private static bool IsMeant(RunnerFunction function, string word) =>
        function.Name == word || function.Name.StartsWith($"{word}.", StringComparison.Ordinal);

    private static SaltException NotAvailable(string name) => new(Failure.NotFound, $"'{name}' is not available.");
}

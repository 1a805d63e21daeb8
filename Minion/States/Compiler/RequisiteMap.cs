using System.Text.Json.Nodes;
using Salt.Shared.Targeting;

namespace Salt.Minion.States.Compiler;

/// <summary>Finds the states that the requisites of others name: by module and ID or name, by ID alone, or all of an SLS; patterns
/// included.</summary>
internal sealed class RequisiteMap
{
    private const string AnyModule = "id";
    private const string WholeSls = "sls";

    private readonly IReadOnlyList<LowChunk> _chunks;
    private readonly IReadOnlySet<string> _watching;
    private readonly Dictionary<(string Module, string Name), List<LowChunk>> _byName = [];
    private readonly Dictionary<string, List<LowChunk>> _bySls = [];
    private readonly Dictionary<LowChunk, Requisites> _requisites = [];
    private readonly Dictionary<LowChunk, List<LowChunk>> _prerequiring = [];

    /// <param name="watching">State modules that can react to what they watch; to others a watch is a require.</param>
    public RequisiteMap(IReadOnlyList<LowChunk> chunks, IReadOnlySet<string> watching)
    {
        (_chunks, _watching) = (chunks, watching);
        foreach (var chunk in chunks) Index(chunk);
        foreach (var chunk in chunks)
        {
            var requisites = Resolve(chunk);
            _requisites[chunk] = requisites;
            foreach (var requisite in requisites.Found.Where(requisite => requisite.Kind == "prereq")) Add(_prerequiring, requisite.Chunk, chunk);
        }
    }

    public Requisites Of(LowChunk chunk) => _requisites.GetValueOrDefault(chunk, Requisites.None);

    /// <summary>The states that have this one as a prereq: they run before it.</summary>
    public IReadOnlyList<LowChunk> Prerequiring(LowChunk chunk) => _prerequiring.GetValueOrDefault(chunk, []);

    /// <summary>All states that a module and a name, or an ID, mean.</summary>
    public IReadOnlyList<LowChunk> Find(string module, string name)
    {
        var isPattern = name.AsSpan().ContainsAny("*?[");
        if (module == WholeSls) return isPattern ? [.. _bySls.Where(entry => new Glob(name).IsMatch(entry.Key)).SelectMany(entry => entry.Value).Distinct()] : _bySls.GetValueOrDefault(name, []);
        if (_byName.TryGetValue((module, name), out var found) || !isPattern) return found ?? [];
        var glob = new Glob(name);
        return [.. _chunks.Where(chunk => (module == AnyModule || chunk.State == module) && (glob.IsMatch(chunk.Id) || glob.IsMatch(chunk.Name)))];
    }

    private void Index(LowChunk chunk)
    {
        foreach (var name in (IEnumerable<string>)(chunk.Id == chunk.Name ? [chunk.Id] : [chunk.Id, chunk.Name]))
        {
            Add(_byName, (chunk.State, name), chunk);
            Add(_byName, (AnyModule, name), chunk);
        }

        if (chunk.Sls is { } sls) Add(_bySls, sls, chunk);
        foreach (var by in chunk.Data[HighState.IncludedFrom] as JsonArray ?? []) Add(_bySls, (string)by!, chunk);
    }

    private static void Add<TKey>(Dictionary<TKey, List<LowChunk>> lists, TKey key, LowChunk chunk)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(chunk);
    }

    private Requisites Resolve(LowChunk chunk)
    {
        if (!Keywords.Dependencies.Any(chunk.Has)) return Requisites.None;
        var found = new List<Requisite>();
        var missing = new List<(string, string, string)>();
        foreach (var declared in Keywords.Dependencies)
        {
            var kind = declared.StartsWith("watch", StringComparison.Ordinal) && !_watching.Contains(chunk.State) ? "require" + declared["watch".Length..] : declared;
            foreach (var item in chunk.Data[declared] as JsonArray ?? [])
            {
                var (module, name) = HighState.IsArgument(item, out var key, out var value) ? (key.Split('.')[0], value?.ToString()) : (AnyModule, item?.ToString());
                if (name is null) continue;
                // A whole SLS that the state itself stands in is the rest of it.
                var chunks = Find(module, name).Where(other => other != chunk || module != WholeSls).ToList();
                if (chunks.Count == 0 && !(module == WholeSls && chunk.Sls == name)) missing.Add((kind, module, name));
                found.AddRange(chunks.Select(other => new Requisite(kind, other)));
            }
        }

        return new Requisites([.. found.OrderBy(requisite => Place(requisite.Kind))], missing);
    }

    private static int Place(string kind) => Keywords.Dependencies.Index().First(entry => entry.Item == kind).Index;
}

using System.Text.Json.Nodes;
using Salt.Minion.States.Compiler;

namespace Salt.Minion.States.Running;

/// <summary>The states that react, at the end of everything and once, to what others have changed: <c>listen</c> and
/// <c>listen_in</c>.</summary>
internal sealed class Listeners(StateCaller caller, RequisiteMap map, bool test)
{
    /// <summary>The call by which a state reacts.</summary>
    public static LowChunk WatcherOf(LowChunk chunk) => chunk.With(data =>
    {
        data["sfun"] = chunk.Fun;
        data["fun"] = StateFunction.Watch;
    });

    /// <returns>Results by tag.</returns>
    public async Task<IReadOnlyList<(string Tag, JsonObject Result)>> RunAsync(
        IReadOnlyList<LowChunk> chunks, Func<LowChunk, JsonObject?> find, CancellationToken cancellation)
    {
        var results = new List<(string, JsonObject)>();
        var reacting = new List<LowChunk>();
        foreach (var chunk in chunks)
        {
            foreach (var (module, name) in Named(chunk, "listen"))
            {
                var targets = map.Find(module, name);
                if (targets.Count == 0) results.Add(NotThere(module, name));
                else if (targets.Any(HasChanged)) reacting.Add(chunk);
            }

            foreach (var (module, name) in Named(chunk, "listen_in"))
            {
                var targets = map.Find(module, name);
                if (targets.Count == 0) results.Add(NotThere(module, name));
                else if (HasChanged(chunk)) reacting.AddRange(targets);
            }
        }

        foreach (var chunk in reacting.Distinct())
        {
            var listener = WatcherOf(chunk).With(data =>
            {
                data["__id__"] = $"listener_{chunk.Id}";
                foreach (var requisite in Keywords.Requisites) data.Remove(requisite);
            });
            results.Add((listener.Tag, await caller.RunAsync(listener, test, [], cancellation)));
        }

        return results;

        bool HasChanged(LowChunk chunk) => find(chunk) is { } result && Results.HasChanges(result);
    }

    private static IEnumerable<(string Module, string Name)> Named(LowChunk chunk, string kind)
    {
        foreach (var item in chunk.Data[kind] as JsonArray ?? [])
        {
            if (HighState.IsText(item, out var id)) yield return ("id", id);
            else if (HighState.IsArgument(item, out var module, out var name)) yield return (module, name?.ToString() ?? "");
        }
    }

    private (string Tag, JsonObject Result) NotThere(string module, string name) => (
        $"Listen_Error_|-listen_{name}_|-listen_{module}_|-Listen_Error",
        new JsonObject
        {
            ["comment"] = $"Referenced state {module}: {name} does not exist",
            ["name"] = $"listen_{module}:{name}",
            ["result"] = false,
            ["changes"] = new JsonObject(),
            ["__run_num__"] = caller.NextNumber(),
        });
}

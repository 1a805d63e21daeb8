using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;

namespace Salt.Minion.States;

/// <summary>The functions <c>state.*</c> that show what is declared.</summary>
internal sealed class StateViews(FunctionCall call)
{
    /// <summary>SLS by environment.</summary>
    public ValueTask<Outcome> TopAsync(CancellationToken cancellation) => ShowAsync(
        tree => new JsonObject(tree.Tops().GroupBy(found => found.Environment, found => found.Sls)
            .Select(alike => KeyValuePair.Create(alike.Key, (JsonNode?)new JsonArray([.. alike.Select(sls => (JsonNode)sls)])))),
        cancellation);

    /// <summary>Declarations by ID, as they stand in the files.</summary>
    public ValueTask<Outcome> HighAsync(CancellationToken cancellation) => ShowAsync(
        tree =>
        {
            var high = tree.Load();
            HighCheck.Check(high, tree.Errors);
            var shown = high.Ids.DeepClone().AsObject();
            if (high.Extends.Count > 0) shown["__extend__"] = new JsonArray([.. high.Extends.Select(extend => new JsonObject { [extend.Id] = extend.Body.DeepClone() })]);
            if (high.Excludes.Count > 0) shown["__exclude__"] = new JsonArray([.. high.Excludes.Select(exclude => exclude.DeepClone())]);
            return shown;
        },
        cancellation);

    /// <summary>A list of calls.</summary>
    public ValueTask<Outcome> LowAsync(CancellationToken cancellation) => ShowAsync(
        tree =>
        {
            var high = tree.Load();
            var chunks = tree.Errors.Count == 0 ? Compilation.Compile(high, tree.Errors) : [];
            return new JsonArray([.. chunks.Select(chunk => chunk.Data.DeepClone())]);
        },
        cancellation);

    public async ValueTask<Outcome> ExistsAsync(CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count == 0) tree.Load();
        return new Outcome(tree.Errors.Count == 0);
    }

    private async ValueTask<Outcome> ShowAsync(Func<StateTree, JsonNode> show, CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        var shown = show(tree);
        return tree.Errors.Count > 0 ? StateOutcomes.NotCompiled(tree.Errors) : new Outcome(shown);
    }
}

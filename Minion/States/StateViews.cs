using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;

namespace Salt.Minion.States;

/// <summary>The functions <c>state.*</c> that show what is declared.</summary>
internal sealed class StateViews(FunctionCall call)
{
    /// <summary>SLS by environment.</summary>
    public async ValueTask<Outcome> TopAsync(CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        var top = new JsonObject();
        foreach (var alike in tree.Tops().GroupBy(found => found.Environment, found => found.Sls)) top[alike.Key] = new JsonArray([.. alike.Select(sls => (JsonNode)sls)]);
        return tree.Errors.Count > 0 ? StateOutcomes.NotCompiled(tree.Errors) : new Outcome(top);
    }

    /// <summary>Declarations by ID, as they stand in the files.</summary>
    public async ValueTask<Outcome> HighAsync(CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        var high = tree.Load();
        HighCheck.Check(high, tree.Errors);
        if (tree.Errors.Count > 0) return StateOutcomes.NotCompiled(tree.Errors);
        var shown = high.Ids.DeepClone().AsObject();
        if (high.Extends.Count > 0) shown["__extend__"] = new JsonArray([.. high.Extends.Select(extend => new JsonObject { [extend.Id] = extend.Body.DeepClone() })]);
        if (high.Excludes.Count > 0) shown["__exclude__"] = new JsonArray([.. high.Excludes.Select(exclude => exclude.DeepClone())]);
        return new Outcome(shown);
    }

    /// <summary>A list of calls.</summary>
    public async ValueTask<Outcome> LowAsync(CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        var high = tree.Load();
        var chunks = tree.Errors.Count == 0 ? Compilation.Compile(high, tree.Errors) : [];
        return tree.Errors.Count > 0 ? StateOutcomes.NotCompiled(tree.Errors) : new Outcome(new JsonArray([.. chunks.Select(chunk => chunk.Data.DeepClone())]));
    }

    public async ValueTask<Outcome> ExistsAsync(CancellationToken cancellation)
    {
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count == 0) tree.Load();
        return new Outcome(tree.Errors.Count == 0);
    }
}

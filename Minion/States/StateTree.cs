using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Rendering;
using Salt.Shared.Targeting;
using Salt.Shared.Values;

namespace Salt.Minion.States;

/// <summary>The states of this minion as the master's files declare them, for one call.</summary>
internal sealed class StateTree
{
    private readonly FunctionCall _call;
    private readonly SlsFiles _files;
    private readonly JsonObject _pillar;
    private IReadOnlyList<(string Environment, string Sls)>? _tops;

    private StateTree(FunctionCall call, JsonObject pillar, CancellationToken cancellation)
    {
        _call = call;
        _pillar = pillar;
        _files = new SlsFiles(call, pillar, cancellation);
    }

    /// <summary>What is wrong with the files, in Salt's words.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Its pillar is as the master has it now, or the last it told while it is away; over it what the call gives.</summary>
    /// <returns>With <see cref="Errors"/> if the master's pillar is broken.</returns>
    public static async ValueTask<StateTree> LoadAsync(FunctionCall call, CancellationToken cancellation)
    {
        var refreshed = await call.Minion.RefreshPillarAsync(cancellation);
        var pillar = JsonNode.Parse(call.Minion.Pillar.GetRawText())!.AsObject();
        if (call.Arguments.Map("pillar") is { } own) PillarMerge.Into(pillar, own, mergeLists: false);
        var tree = new StateTree(call, pillar, cancellation);
        if (refreshed is { Fault: { } fault, IsMasterAway: false } && !call.Arguments.Flag("force")) tree.Errors.AddRange(["Pillar failed to render with the following messages:", fault]);
        return tree;
    }

    /// <summary>The declarations that the call's <c>mods</c> name, or the top file.</summary>
    public HighState Load()
    {
        var loader = new SlsLoader(_files);
        var high = loader.Load(_call.Arguments["mods"] is { } mods ? Named(mods) : Tops());
        foreach (var excluded in Items(_call.Arguments["exclude"])) high.Excludes.Add(excluded.DeepClone());
        Errors.AddRange(loader.Errors);
        return high;
    }

    /// <summary>The SLS that the top file has for this minion, with their environments.</summary>
    public IReadOnlyList<(string Environment, string Sls)> Tops() => _tops ??= ReadTop();

    private IReadOnlyList<(string Environment, string Sls)> ReadTop()
    {
        var saltenv = Saltenv;
        try
        {
            if (_files.Top(saltenv) is not { } top) return [];
            var subject = new TargetSubject(_call.Minion.Id, JsonText.Of(_call.Minion.Grains), JsonText.Of(_pillar));
            return [.. TopFile.SlsOf("salt://top.sls", top, subject, TargetContext.None, _ => { }).Select(entry => (entry.Environment, entry.Sls)).Distinct()];
        }
        catch (RenderException e)
        {
            Errors.Add($"Rendering SLS '{saltenv}:top' failed: {e.Message}");
        }
        catch (SaltException e) when (e.Failure == Failure.BadRequest)
        {
            Errors.Add(e.Message);
        }

        return [];
    }

    private string Saltenv => _call.Arguments.Text("saltenv")!;

    private IEnumerable<(string Environment, string Sls)> Named(JsonNode mods) => Items(mods).Select(item => (Saltenv, ScalarText.Of(item)));

    private static IEnumerable<JsonNode> Items(JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => list.OfType<JsonNode>(),
        JsonObject map => [map],
        _ => ScalarText.Of(value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => (JsonNode)name),
    };
}

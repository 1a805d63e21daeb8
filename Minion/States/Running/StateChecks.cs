using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;
using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Minion.States.Running;

/// <summary>The conditions of a declaration: <c>onlyif</c>, <c>unless</c> and <c>creates</c> before it runs, <c>check_cmd</c> behind it.
/// A command counts by its return code; a map with <c>fun</c> calls a function, which counts by its return.</summary>
internal sealed class StateChecks(FunctionCall job)
{
    // A condition's command runs in the surroundings that the declaration gives its own.
    private static readonly string[] Surroundings = ["cwd", "runas", "env", "prepend_path", "umask", "timeout", "success_retcodes", "shell"];

    /// <returns>Why the state need not run; null: it is to run.</returns>
    public async ValueTask<string?> SkipAsync(LowChunk chunk, CancellationToken cancellation)
    {
        foreach (var condition in Items(chunk, "onlyif"))
        {
            if (!await HoldsAsync(chunk, "onlyif", condition, cancellation)) return "onlyif condition is false";
        }

        if (Items(chunk, "unless").Count > 0)
        {
            var all = true;
            foreach (var condition in Items(chunk, "unless")) all = all && await HoldsAsync(chunk, "unless", condition, cancellation);
            if (all) return "unless condition is true";
        }

        var paths = Items(chunk, "creates").Select(path => path?.ToString() ?? "").ToList();
        if (paths.Count == 0 || !paths.TrueForAll(Path.Exists)) return null;
        return chunk.Data["creates"] is JsonArray ? "All files in creates exist" : $"{paths[0]} exists";
    }

    /// <returns>False: the state has failed, whatever it says itself.</returns>
    public async ValueTask<bool> ConfirmAsync(LowChunk chunk, CancellationToken cancellation)
    {
        foreach (var condition in Items(chunk, "check_cmd"))
        {
            if (!await HoldsAsync(chunk, "check_cmd", condition, cancellation)) return false;
        }

        return true;
    }

    private static JsonArray Items(LowChunk chunk, string name) =>
        !chunk.Has(name) ? [] : chunk.Data[name] is JsonArray list ? list : [chunk.Data[name]?.DeepClone()];

    private async ValueTask<bool> HoldsAsync(LowChunk chunk, string kind, JsonNode? condition, CancellationToken cancellation)
    {
        // One that cannot even start must not let the state run.
        if (HighState.IsText(condition, out var command)) return await RetcodeAsync(chunk, command, cancellation) is { } code ? code == 0 : kind == "unless";
        // `unless: false` of a template is as good as a command that fails.
        if (condition is JsonValue flag && flag.TryGetValue<bool>(out var value)) return value;
        if (condition is not JsonObject map || map["fun"] is not { } fun) throw new SaltException(Failure.BadRequest, $"a condition in {kind} is neither a command nor a map with 'fun'");
        var kwarg = new JsonObject(map.Where(member => member.Key is not ("fun" or "args" or "get_return")).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var arg = map["args"] is JsonArray list ? list.DeepClone().AsArray() : [];
        var outcome = await job.Minion.CallAsync(job, fun.ToString(), arg, kwarg, cancellation);
        if (outcome.Retcode != 0) return false;
        var result = outcome.Return;
        if (map["get_return"]?.ToString() is { } path && !Traverse.TryFind(result, path, ":", out result)) return false;
        return IsTrue(result);
    }

    /// <returns>Null: the command cannot start.</returns>
    private async ValueTask<int?> RetcodeAsync(LowChunk chunk, string command, CancellationToken cancellation)
    {
        var left = chunk.Data["cmd_opts_exclude"] is JsonArray excluded ? excluded.Select(item => item?.ToString()).ToHashSet() : [chunk.Data["cmd_opts_exclude"]?.ToString()];
        var kwarg = new JsonObject { ["python_shell"] = true, ["ignore_retcode"] = true };
        foreach (var name in Surroundings.Where(name => chunk.Data[name] is not null && !left.Contains(name))) kwarg[name] = Environments.Map(name, chunk.Data[name]!);
        try
        {
            var outcome = await job.Minion.CallAsync(job, "cmd.retcode", [(JsonNode)command], kwarg, cancellation);
            return (int)outcome.Return!;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonObject map => map.Count > 0,
        JsonArray list => list.Count > 0,
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => flag,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text.Length > 0,
        _ => value.ToJsonString() is not ("0" or "0.0"),
    };
}

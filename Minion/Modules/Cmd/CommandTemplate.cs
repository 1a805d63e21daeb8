using System.Text.Json.Nodes;
using Salt.Jinja.Values;
using Salt.Minion.Rendering;
using Salt.Shared.Rendering;
using Salt.Shared.Values;

namespace Salt.Minion.Modules.Cmd;

/// <summary>Commands that are templates: <c>cmd.run 'echo {{ grains.id }}' template=jinja</c>. The command and its directory are
/// rendered on the minion, with all that templates know there.</summary>
internal static class CommandTemplate
{
    private const string Jinja = "jinja";

    /// <exception cref="RefusedException">There is no such template engine.</exception>
    public static bool IsIn(FunctionCall call) => call.Arguments.Text("template") switch
    {
        null or "" => false,
        Jinja => true,
        var other => throw new RefusedException($"ERROR: Attempted to render file paths with unavailable engine {other}"),
    };

    /// <summary>The call with its command as the template gives it.</summary>
    /// <exception cref="RefusedException">It cannot be rendered.</exception>
    public static async ValueTask<FunctionCall> RenderAsync(FunctionCall call, CancellationToken cancellation)
    {
        var saltenv = call.Arguments.Text("saltenv")!;
        var templates = new MinionTemplates(call, saltenv, cancellation, await PillarAsync(call, cancellation));
        var kwarg = new JsonObject(call.Function.Arguments
            .Where(argument => !CmdArguments.OfTemplates.Contains(argument.Name) && call.Arguments[argument.Name] is not null)
            .Select(argument => KeyValuePair.Create(argument.Name, call.Arguments[argument.Name]?.DeepClone())));
        kwarg["cmd"] = call.Arguments["cmd"] is JsonArray words ? new JsonArray([.. words.Select(word => (JsonNode)Render(templates, ScalarText.Of(word)))]) : Render(templates, ScalarText.Of(call.Arguments["cmd"]));
        if (call.Arguments.Text("cwd") is { } cwd) kwarg["cwd"] = Render(templates, cwd);
        return call.Other(call.Function.Name, [], kwarg);
    }

    private static string Render(MinionTemplates templates, string text)
    {
        try
        {
            return templates.Render(new RenderFile("<command>", "the command", text), null, Jinja, new PyDict()).Text;
        }
        catch (RenderException e)
        {
            throw new RefusedException($"ERROR: Failed to execute cmd with error: {e.Message}");
        }
    }

    private static async ValueTask<JsonObject?> PillarAsync(FunctionCall call, CancellationToken cancellation)
    {
        var (over, environment) = (call.Arguments.Map("pillar"), call.Arguments.Text("pillarenv"));
        if (over is null && environment is null) return null;
        var pillar = environment is null
            ? JsonNode.Parse(call.Minion.Pillar.GetRawText())!
            : (await call.Minion.CallAsync(call, "pillar.items", [], new JsonObject { ["pillarenv"] = environment }, cancellation)).Return;
        var merged = pillar?.DeepClone() as JsonObject ?? throw new RefusedException($"ERROR: {ScalarText.Of(pillar)}");
        if (over is not null) PillarMerge.Into(merged, over, mergeLists: false);
        return merged;
    }
}

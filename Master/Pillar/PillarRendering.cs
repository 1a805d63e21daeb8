using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <summary>Renders files of pillar trees for one minion: with its grains, and without a pillar, for there is none yet.</summary>
internal sealed class PillarRendering(PillarFiles files, JinjaOptions jinja, ILogger log)
{
    private readonly SaltRenderer _renderer = new(files, [], log, jinja);

    public static RenderSubject SubjectOf(TargetSubject minion)
    {
        var grains = minion.Grains is { } known && PythonData.FromJson(known) is PyDict dict ? dict : [];
        return new RenderSubject(minion.Id.ToString(), grains, [], new PyDict { ["id"] = minion.Id.ToString() });
    }

    /// <param name="sls">With dots; null: a top file.</param>
    /// <param name="context">Names that whoever includes it gives.</param>
    /// <returns>A map; empty for a file without content.</returns>
    /// <exception cref="PillarFault">It cannot be rendered, or gives no map.</exception>
    public JsonObject Render(RenderFile file, RenderSubject minion, string environment, string? sls, PyDict? context = null)
    {
        try
        {
            return _renderer.Render(file, minion, environment, sls, context).Value switch
            {
                null or "" => [],
                PyDict map => PythonData.ToJson(map)!.AsObject(),
                _ => throw PillarFault.At(file.Place, 1, "a map is needed here, of keys and values"),
            };
        }
        catch (RenderException e)
        {
            throw e.Line > 0 ? PillarFault.At(e.File, e.Line, e.Cause) : new PillarFault($"{e.File}: {e.Cause}");
        }
    }
}

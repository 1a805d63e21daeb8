using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <summary>Says which files are a minion's: by environment, targets, each with names of files and how it is meant
/// (<c>match:</c>, compound unless said otherwise).</summary>
internal static class TopFile
{
    /// <summary>The names of the files for a minion, in order, each once.</summary>
    /// <param name="claims">Gets the targets that matched by the minion's own claims.</param>
    /// <exception cref="PillarFault">A section is malformed.</exception>
    public static IEnumerable<(string Environment, string Sls)> SlsOf(
        string file, JsonObject top, TargetSubject minion, TargetContext context, ICollection<string> claims)
    {
        foreach (var (environment, section) in top)
        {
            if (section is not JsonObject targets) throw new PillarFault($"{file}: environment {environment}: a map of targets is needed");
            foreach (var (expression, content) in targets)
            {
                var (match, names) = Content(file, environment, expression, content);
                var target = Parse(file, environment, expression, match, context);
                if (target.NeedsPillar) throw new PillarFault($"{file}: {environment}: '{expression}': the pillar cannot depend on itself");
                if (!Matches(file, target, minion)) continue;
                if (target.NeedsGrains) claims.Add(expression);
                foreach (var name in names) yield return (environment, name);
            }
        }
    }

    private static (string Match, IReadOnlyList<string> Names) Content(string file, string environment, string expression, JsonNode? content)
    {
        var names = new List<string>();
        var match = "compound";
        foreach (var item in content is JsonArray list ? list : [content?.DeepClone()])
        {
            if (item is JsonObject option && option.Count == 1 && option["match"] is JsonValue kind) match = kind.ToString();
            else if (item is JsonValue name) names.Add(name.ToString());
            else throw new PillarFault($"{file}: {environment}: '{expression}': a list of file names is needed, and 'match: KIND' at most");
        }

        return (match, names);
    }

    private static Target Parse(string file, string environment, string expression, string match, TargetContext context)
    {
        try
        {
            return Target.Parse(match, expression, context);
        }
        catch (SaltException e)
        {
            throw new PillarFault($"{file}: {environment}: '{expression}': {e.Message}");
        }
    }

    private static bool Matches(string file, Target target, TargetSubject minion)
    {
        try
        {
            return target.Matches(minion);
        }
        catch (SaltException e)
        {
            throw new PillarFault($"{file}: {e.Message}");
        }
    }
}

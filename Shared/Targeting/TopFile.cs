using System.Text.Json.Nodes;
using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>Says which SLS files are a minion's, of its pillar or its states: by environment, targets, each with names of files and how it is meant
/// (<c>match:</c>, compound unless said otherwise; <c>order:</c>, <c>ignore_missing:</c>).</summary>
public static class TopFile
{
    /// <summary>The names of the files for a minion, in order.</summary>
    /// <param name="minion">Without a pillar where it is the pillar's own top file.</param>
    /// <param name="matched">Told of every target that matches.</param>
    /// <exception cref="SaltException">BadRequest: a section is malformed; file, section and cause.</exception>
    public static IEnumerable<TopEntry> SlsOf(
        string file, JsonObject top, TargetSubject minion, TargetContext context, Action<Target> matched)
    {
        foreach (var (environment, section) in top)
        {
            if (section is not JsonObject targets) throw Malformed($"{file}: environment {environment}: a map of targets is needed");
            foreach (var (expression, content) in targets.Select(target => (target.Key, Content(file, environment, target.Key, target.Value))).OrderBy(target => target.Item2.Order))
            {
                var target = Parse(file, environment, expression, content.Match, context);
                if (target.NeedsPillar && minion.Pillar is null) throw Malformed($"{file}: {environment}: '{expression}': the pillar cannot depend on itself");
                if (!Matches(file, environment, target, minion)) continue;
                matched(target);
                foreach (var name in content.Names) yield return new TopEntry(environment, name, content.IgnoresMissing);
            }
        }
    }

    private static TopSection Content(string file, string environment, string expression, JsonNode? content) => TopSection.Read(content)
        ?? throw Malformed($"{file}: {environment}: '{expression}': a list of file names is needed, and 'match: KIND', 'order: NUMBER' and 'ignore_missing: True' at most");

    private static Target Parse(string file, string environment, string expression, string match, TargetContext context)
    {
        try
        {
            return Target.Parse(match, expression, context);
        }
        catch (SaltException e)
        {
            throw Malformed($"{file}: {environment}: '{expression}': {e.Message}", e);
        }
    }

    private static bool Matches(string file, string environment, Target target, TargetSubject minion)
    {
        try
        {
            return target.Matches(minion);
        }
        catch (SaltException e)
        {
            throw Malformed($"{file}: {environment}: '{target.Expression}': {e.Message}", e);
        }
    }

    private static SaltException Malformed(string what, Exception? inner = null) => new(Failure.BadRequest, what, inner: inner);
}

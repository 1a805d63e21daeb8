using System.Text.Json.Nodes;
using Salt.Jinja.Values;

namespace Salt.Shared.Values;

/// <summary>Merges pillars as Salt's strategy "smart" does with YAML: maps member by member, all else by the later one.</summary>
public static class PillarMerge
{
    /// <param name="into">Gets what the other has.</param>
    /// <param name="mergeLists">Lists are joined.</param>
    public static void Into(JsonObject into, JsonObject other, bool mergeLists)
    {
        PythonStack.Check();
        foreach (var (key, value) in other)
        {
            switch (into[key], value)
            {
                case (JsonObject mine, JsonObject theirs):
                    Into(mine, theirs, mergeLists);
                    break;
                case (JsonArray mine, JsonArray theirs) when mergeLists:
                    foreach (var item in theirs.Where(item => !mine.Any(known => JsonNode.DeepEquals(known, item))).ToList()) mine.Add(item?.DeepClone());
                    break;
                default:
                    into[key] = value?.DeepClone();
                    break;
            }
        }
    }
}

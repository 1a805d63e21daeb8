using System.Collections.Frozen;
using YamlDotNet.Core;

namespace Salt.Shared.Values;

/// <summary>The tags of YAML's own types, and that of merge keys.</summary>
internal static class YamlTags
{
    /// <summary>What <c>!!</c> stands for.</summary>
    public const string Standard = "tag:yaml.org,2002:";

    private const string Merge = Standard + "merge";

    public static FrozenSet<string> OfCollections { get; } =
        ((string[])["seq", "map", "omap", "pairs", "set", "str", "int", "float", "bool", "null", "binary", "timestamp"]).Select(name => Standard + name).ToFrozenSet();

    /// <summary>A tag for a merge key. Several in one map differ, for YamlDotNet takes equal keys for one that is there twice.</summary>
    public static TagName MergeKey(int number) => new($"{Merge}#{number}");

    public static bool IsMerge(TagName tag) => !tag.IsEmpty && tag.Value.StartsWith(Merge, StringComparison.Ordinal);

    /// <summary>As it is written.</summary>
    public static string Shown(TagName tag) =>
        tag.Value.StartsWith(Standard, StringComparison.Ordinal) ? "!!" + tag.Value[Standard.Length..] : tag.Value;
}

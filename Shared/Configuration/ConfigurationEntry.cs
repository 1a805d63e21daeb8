using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Configuration;

/// <summary>One top-level key of a configuration file, and where it stands.</summary>
/// <param name="Line">Of the key, from 1.</param>
internal sealed record ConfigurationEntry(string Name, string File, int Line, YamlNode Value)
{
    /// <summary>The place of a node of this entry, as faults name it.</summary>
    public string Place(YamlNode node) => $"{File}:{node.Start.Line}";
}

using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Values;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Configuration;

/// <summary>What a daemon's configuration files say together: the main file, then its <c>.d/*.conf</c> by name. A later
/// file's value replaces an earlier one, except that maps are merged key by key, as Salt does.</summary>
internal sealed class ConfigurationText
{
    private readonly Dictionary<string, ConfigurationEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private ConfigurationText()
    {
    }

    /// <summary>The last word on every key.</summary>
    public IReadOnlyDictionary<string, ConfigurationEntry> Entries => _entries;

    /// <summary>All keys as JSON, maps merged over all files.</summary>
    public JsonObject Merged { get; } = [];

    /// <summary>What could not be read, each as <c>FILE:LINE: what</c>.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <param name="mainFile">May be missing, like any of its parts: then there is nothing but defaults.</param>
    public static ConfigurationText Read(string mainFile)
    {
        var text = new ConfigurationText();
        if (File.Exists(mainFile)) text.Add(mainFile);
        else if (Directory.Exists(mainFile)) text._faults.Add($"{mainFile}: it is a folder, and a file is expected");
        var parts = mainFile + ".d";
        if (!Directory.Exists(parts)) return text;
        foreach (var part in Directory.EnumerateFiles(parts, "*.conf").Order(StringComparer.Ordinal)) text.Add(part);
        return text;
    }

    private void Add(string file)
    {
        try
        {
            switch (YamlReader.Read(File.ReadAllText(file)))
            {
                case null or YamlScalarNode { Value: "" or null }:
                    return;
                case YamlMappingNode map:
                    foreach (var (key, value) in map.Children) Add(file, key, value);
                    return;
                case var other:
                    _faults.Add($"{file}:{other.Start.Line}: a configuration is a map of options, 'name: value'");
                    return;
            }
        }
        catch (YamlFormatException e)
        {
            _faults.Add($"{file}:{e.Line}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{file}: cannot be read: {SystemErrors.Sentence(e)}");
        }
    }

    private void Add(string file, YamlNode key, YamlNode value)
    {
        if (key is not YamlScalarNode { Value: { Length: > 0 } name })
        {
            _faults.Add($"{file}:{key.Start.Line}: an option's name is a word");
            return;
        }

        var json = YamlJson.ToJson(value);
        if (json is JsonObject later && Merged[name] is JsonObject earlier) Merge(earlier, later);
        else Merged[name] = json;
        _entries[name] = new ConfigurationEntry(name, file, (int)key.Start.Line, value);
    }

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (key, value) in from)
        {
            if (value is JsonObject later && into[key] is JsonObject earlier) Merge(earlier, later);
            else into[key] = value?.DeepClone();
        }
    }
}

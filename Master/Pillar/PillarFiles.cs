using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Salt.Shared.Values;
using YamlDotNet.RepresentationModel;

namespace Salt.Master.Pillar;

/// <summary>Finds and reads the files of pillar trees. They are plain YAML.</summary>
internal sealed class PillarFiles(PillarOptions options)
{
    private static readonly string[] TemplateMarks = ["{{", "{%"];

    public IEnumerable<string> Environments => options.Roots.Keys;

    /// <summary>The top file of an environment: the first that one of its folders has.</summary>
    public bool TryFindTop(string environment, [NotNullWhen(true)] out string? file) => TryFind(environment, "top.sls", out file);

    /// <summary><c>a.b</c> is <c>a/b.sls</c> or <c>a/b/init.sls</c>.</summary>
    /// <param name="isFolder">It is the latter: names relative to it begin below the folder.</param>
    public bool TryFindSls(string environment, string name, [NotNullWhen(true)] out string? file, out bool isFolder)
    {
        isFolder = false;
        file = null;
        var path = name.Replace('.', '/');
        if (path.Split('/').Any(part => part.Length == 0)) return false;
        if (TryFind(environment, $"{path}.sls", out file)) return true;
        isFolder = true;
        return TryFind(environment, $"{path}/init.sls", out file);
    }

    /// <returns>A map; empty for a file without content.</returns>
    /// <exception cref="PillarFault">It cannot be read, is a template, is not YAML or no map.</exception>
    public static JsonObject Read(string file)
    {
        var text = ReadText(file);
        CheckPlain(file, text);
        try
        {
            return YamlReader.Read(text) switch
            {
                null => [],
                YamlScalarNode { Value: null or "" } => [],
                YamlMappingNode map => YamlJson.ToJson(map)!.AsObject(),
                var other => throw PillarFault.At(file, (int)other.Start.Line, "a map is needed here, of keys and values"),
            };
        }
        catch (YamlFormatException e)
        {
            throw PillarFault.At(file, e.Line, e.Message);
        }
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PillarFault($"{file} cannot be read: {e.Message}");
        }
    }

    private static void CheckPlain(string file, string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (number == 1 && line.StartsWith("#!") && line[2..].Trim() is not "yaml")
                throw PillarFault.At(file, number, $"'{line}': pillar files are plain YAML here, other renderers are not supported");
            foreach (var mark in TemplateMarks)
            {
                if (line.Contains(mark, StringComparison.Ordinal))
                    throw PillarFault.At(file, number, $"'{mark}': templates (Jinja) are not rendered in pillar files; write plain YAML");
            }
        }
    }

    private bool TryFind(string environment, string path, [NotNullWhen(true)] out string? file)
    {
        file = options.Roots.GetValueOrDefault(environment, []).Select(root => Path.Combine(root, path)).FirstOrDefault(File.Exists);
        return file is not null;
    }
}

using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grain <c>kernelparams</c>: pairs of a name and its value or null, in the order of /proc/cmdline.</summary>
internal static class KernelParameters
{
    public static JsonArray Parse(string commandLine)
    {
        var pairs = new JsonArray();
        foreach (var word in Words(commandLine.TrimEnd()))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            pairs.Add((JsonNode)(equals < 0 ? new JsonArray(word, null) : new JsonArray(word[..equals], word[(equals + 1)..])));
        }

        return pairs;
    }

    // As the kernel does: double quotes hold a word together and are not part of it; there is no escape.
    private static IEnumerable<string> Words(string commandLine)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= commandLine.Length; i++)
        {
            if (i < commandLine.Length && commandLine[i] == '"') quoted = !quoted;
            if (i < commandLine.Length && (quoted || commandLine[i] != ' ')) continue;
            if (i > start) yield return commandLine[start..i].Replace("\"", "", StringComparison.Ordinal);
            start = i + 1;
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grains of /proc/meminfo, in MiB.</summary>
internal static class MemInfo
{
    public static JsonObject Parse(string text) => new()
    {
        ["mem_total"] = Mebibytes(text, "MemTotal:"),
        ["swap_total"] = Mebibytes(text, "SwapTotal:"),
    };

    private static long Mebibytes(string text, string name)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var key, var kibibytes, ..] && key == name) return long.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
        }

        return 0;
    }
}

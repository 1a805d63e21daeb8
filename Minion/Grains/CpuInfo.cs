using System.Globalization;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grains of /proc/cpuinfo, whose shape depends on the architecture.</summary>
internal static class CpuInfo
{
    public static JsonObject Parse(string text)
    {
        var count = 0;
        var model = "Unknown";
        string[] flags = [];
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [var key, var value]) continue;
            switch (key)
            {
                case "processor":
                    count++;
                    break;
                case "# processors": // s390x
                    count = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "Processor": // old ARM
                    model = value.Split('-')[0];
                    count = Math.Max(count, 1);
                    break;
                case "model name" or "cpu" or "vendor_id" when key != "vendor_id" || model == "Unknown":
                    model = value;
                    break;
                case "flags" or "Features":
                    flags = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    break;
            }
        }

        return new JsonObject
        {
            ["num_cpus"] = count,
            ["cpu_model"] = model,
            ["cpu_flags"] = new JsonArray([.. flags.Select(flag => (JsonNode)flag)]),
        };
    }
}

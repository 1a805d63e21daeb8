using System.Text.Json;
using Salt.Shared.Output;

namespace Salt.Shared.Jobs;

/// <summary>What Ansible's users and their scripts look for in the record of a job that ran asynchronously.</summary>
public static class AnsibleRecord
{
    /// <summary>A job that was ended by the limit that it was given with <c>-B</c>.</summary>
    public static string Limit(long seconds) => $"async task did not complete within the requested time - {seconds}s";

    /// <summary><c>start</c>, <c>end</c> and <c>delta</c>, as Python writes them.</summary>
    public static void WriteTimes(Utf8JsonWriter json, DateTimeOffset start, DateTimeOffset end)
    {
        json.WriteString("start", PythonTime.Instant(start));
        json.WriteString("end", PythonTime.Instant(end));
        json.WriteString("delta", PythonTime.Between(start, end));
    }

    /// <summary><c>stdout_lines</c> or <c>stderr_lines</c>: the lines of a text as Python splits it.</summary>
    public static void WriteLines(Utf8JsonWriter json, string stream, string text)
    {
        json.WriteStartArray($"{stream}_lines");
        foreach (var line in PythonLines.Split(text)) json.WriteStringValue(line);
        json.WriteEndArray();
    }
}

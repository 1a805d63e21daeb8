using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grain <c>systemd</c>: version and features, of which only the program itself can tell.</summary>
internal static class SystemdVersion
{
    private static readonly string[] Programs = ["/usr/bin/systemctl", "/bin/systemctl"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <param name="text">What <c>systemctl --version</c> prints.</param>
    /// <returns>Null: not what it should be.</returns>
    public static JsonObject? Parse(string text)
    {
        var lines = text.Split('\n');
        return lines.Length > 1 && lines[0].Split(' ') is ["systemd", var version, ..]
            ? new JsonObject { ["version"] = version, ["features"] = lines[1] }
            : null;
    }

    /// <returns>Null: there is no systemd here, or it does not answer.</returns>
    public static async Task<JsonObject?> ReadAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var program = Programs.FirstOrDefault(File.Exists);
        if (program is null) return null;
        using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true });
        if (process is null) return null;
        try
        {
            return Parse(await process.StandardOutput.ReadToEndAsync(cancellation).WaitAsync(Limit, clock, cancellation));
        }
        catch (TimeoutException)
        {
            // Its answer is a constant; a program that takes a second for it is stuck.
            process.Kill();
            return null;
        }
    }
}

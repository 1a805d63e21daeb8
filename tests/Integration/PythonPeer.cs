using System.Diagnostics;

namespace Salt.Tests.Integration;

/// <summary>Asks a script of the system's Python, a line for a line.</summary>
internal static class PythonPeer
{
    /// <param name="script">Below the tests' folder.</param>
    public static async Task<List<string>> AskAsync(string script, IEnumerable<string> lines)
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, script);
        var start = new ProcessStartInfo("/usr/bin/python3", [path]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var answers = ReadAsync(python.StandardOutput);
        var complaints = python.StandardError.ReadToEndAsync();
        try
        {
            foreach (var line in lines) await python.StandardInput.WriteLineAsync(line);
            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before its time; why, it says itself.
        }

        await python.WaitForExitAsync();
        Assert.That(python.ExitCode, Is.Zero, await complaints);
        return await answers;
    }

    private static async Task<List<string>> ReadAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line) lines.Add(line);
        return lines;
    }
}

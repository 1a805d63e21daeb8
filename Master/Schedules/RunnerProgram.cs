using System.Diagnostics;
using System.Text;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Master.Schedules;

/// <summary>Runs runner functions as an operator would: with <c>master-cli runner</c>, as this master's user.</summary>
/// <param name="place">The options that lead the client to this master: <c>--root DIR</c>, <c>-c DIR</c>, or none.</param>
internal sealed class RunnerProgram(IReadOnlyList<string> place)
{
    /// <summary>Of what a runner prints no more is kept, in characters.</summary>
    private const int MostOutput = 4 << 20;

    /// <param name="arguments">As typed.</param>
    /// <returns>What it printed (JSON, if it succeeded), and its exit code.</returns>
    /// <exception cref="SaltException">Unavailable: there is no client, or it does not start.</exception>
    public async Task<RunnerResult> RunAsync(string function, IReadOnlyList<string> arguments, CancellationToken stopping)
    {
        var start = new ProcessStartInfo(SiblingPrograms.Find("Cli", "master-cli"), [.. place, "--out", "json", "runner", "--", function, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var output = ReadAsync(process.StandardOutput, stopping);
            var errors = ReadAsync(process.StandardError, stopping);
            await process.WaitForExitAsync(stopping);
            return new RunnerResult(process.ExitCode, await output, (await errors).TrimEnd());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SaltException(Failure.Unavailable, $"{start.FileName} does not start: {SystemErrors.Sentence(e)}");
        }
    }

    // All of it is read, that the program is not held up, and the beginning is kept.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken stopping)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, stopping) is > 0 and var count)
            kept.Append(buffer, 0, Math.Min(count, MostOutput - kept.Length));
        return kept.ToString();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Salt.Tests.Fuzzing.Running;

/// <summary>Has the inputs gone through in a process of their own, and sees it crash, hang and grow: the input is kept, the process
/// replaced, and the inputs behind go on.</summary>
internal sealed class Watcher(FuzzOptions options, TimeProvider clock)
{
    private const int MostFindings = 25;
    private const int KiB = 1024;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>An input that takes longer hangs.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(5);

    /// <summary>On a machine that has other work, time goes by that the process was not given.</summary>
    private static readonly TimeSpan HangsSurelyAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Finding> _findings = [];
    private readonly Figures _figures = new();

    /// <returns>0: nothing was found.</returns>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var next = options.First;
        var left = options.Duration;
        do
        {
            next = await OneProcessAsync(next, left, cancellation);
            left = options.Duration - clock.GetElapsedTime(began);
        }
        while (next >= 0 && left > TimeSpan.FromSeconds(1) && _findings.Count < MostFindings && options.Input is null && !cancellation.IsCancellationRequested);

        _figures.Print(output, options, clock.GetElapsedTime(began));
        foreach (var finding in _findings.Values) output.WriteLine(Keep(finding));
        output.WriteLine(_findings.Count == 0 ? "nothing found" : $"{_findings.Count} kinds of fault");
        return _findings.Count == 0 ? 0 : 1;
    }

    /// <returns>The input to go on with; negative: all are done.</returns>
    private async Task<long> OneProcessAsync(long first, TimeSpan left, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var progress = new Progress(file);
            using var process = Start(file, first, left);
            var reading = ReadAsync(process.StandardOutput);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var end = await WatchAsync(process, progress, cancellation);
            await reading;
            if (end is null && process.ExitCode != 0) end = $"the process ended with {process.ExitCode}";
            _figures.Add(progress);
            if (end is null) return -1;
            var kind = progress.IsOpen == 1 ? end : $"the door did not open: {end}";
            Add(new Finding(Crash(kind, await error), progress.Index, progress.Input, await error));
            return progress.IsOpen == 1 ? progress.Index + 1 : -1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Process Start(string file, long first, TimeSpan left)
    {
        string[] words =
        [
            options.Door, "--progress", file, "--first", $"{first}", "--seed", $"{options.Seed}", "--seconds", $"{Math.Max(1, (int)left.TotalSeconds)}",
            .. options.Input is { } input ? (string[])["--input", input] : [],
        ];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, words) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("no process was started");
    }

    /// <returns>Why it was ended, or null: it has ended.</returns>
    private async Task<string?> WatchAsync(Process process, Progress progress, CancellationToken cancellation)
    {
        var (index, before) = (-1L, TimeSpan.Zero);
        while (!process.HasExited)
        {
            var ended = process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(ended, Task.Delay(Pace, clock, CancellationToken.None));
            if (ended.IsCompleted) break;
            if (cancellation.IsCancellationRequested) return End(process, "it was broken off");
            if (progress.IsOpen == 0) continue;
            var (rss, peak) = Memory((int)progress.Pid);
            _figures.Peak = Math.Max(_figures.Peak, peak);
            if (progress.MemoryMax > 0 && rss > progress.MemoryMax * KiB) return End(process, $"it takes {rss / KiB} MiB, more than {progress.MemoryMax}");
            if (progress.Since is not (> 0 and var since)) continue;
            if (progress.Index != index) (index, before) = (progress.Index, process.TotalProcessorTime);
            var took = clock.GetElapsedTime(since);
            if (took > HangsSurelyAfter || (took > HangsAfter && process.TotalProcessorTime - before > HangsAfter)) return End(process, $"it hangs for {took.TotalSeconds:0.0} s");
        }

        return null;
    }

    private static string End(Process process, string why)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return why;
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line.Split(' ') is ["FAULT", var index, var kind, var text, var input])
                Add(new Finding(Decode(kind), long.Parse(index, CultureInfo.InvariantCulture), Convert.FromBase64String(input), Decode(text)));
        }
    }

    private void Add(Finding finding) => _findings.TryAdd(FaultKind.Key(finding.Kind), finding);

    // What the runtime says of its own end, a stack overflow for example, in one line.
    private static string Crash(string kind, string error)
    {
        var first = error.Split('\n').FirstOrDefault(line => line.Trim().Length > 0) ?? "";
        var ours = error.Split('\n').FirstOrDefault(line => line.Contains("at Salt.", StringComparison.Ordinal) && !line.Contains("Tests", StringComparison.Ordinal)) ?? "";
        return first.Length == 0 ? kind : $"{kind}, {first.Trim()} {ours.Trim()}";
    }

    private string Keep(Finding finding)
    {
        Directory.CreateDirectory(options.Keep);
        var path = Path.Combine(options.Keep, $"{options.Door}-{options.Seed}-{finding.Index}");
        File.WriteAllBytes(path + ".input", finding.Input);
        File.WriteAllText(path + ".txt", $"{finding.Kind}\n{finding.Text}\n");
        return $"  input {finding.Index}, {finding.Input.Length} bytes: {finding.Kind}\n    {path}.input";
    }

    /// <summary>KiB now, and at most until now.</summary>
    private static (long Now, long Peak) Memory(int pid)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{pid}/status");
            return (Of("VmRSS:"), Of("VmHWM:"));

            long Of(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
                ? long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                : 0;
        }
        catch (IOException)
        {
            // It has just ended.
            return (0, 0);
        }
    }

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}

using System.ComponentModel;
using System.Diagnostics;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Errors;

namespace Salt.Minion.Rendering;

/// <summary>A command that a template runs while it is rendered. It is waited for, and has a time limit.</summary>
internal sealed record RenderCommand(int Pid, int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="command">A line for <c>/bin/sh</c>, or a list of words for none.</param>
    /// <param name="timeout">Seconds.</param>
    /// <exception cref="TemplateException">It does not start, or takes too long.</exception>
    public static RenderCommand Run(object? command, object? folder, object? timeout)
    {
        var start = command is List<object?> words
            ? new ProcessStartInfo(PythonString.Str(words[0]), words.Skip(1).Select(PythonString.Str))
            : new ProcessStartInfo("/bin/sh", ["-c", PythonString.Str(command)]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        if (folder is not (Missing or null)) start.WorkingDirectory = PythonString.Str(folder);
        var limit = timeout is not (Missing or null) && PythonNumbers.IsNumber(timeout) ? TimeSpan.FromSeconds(PythonNumbers.ToDouble(timeout)) : Limit;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!Task.WhenAll(output, errors, process.WaitForExitAsync()).Wait(limit))
            {
                process.Kill(entireProcessTree: true);
                throw TemplateException.Runtime($"the command {PythonString.Repr(command)} took longer than {limit.TotalSeconds:0.#} s and was killed");
            }

            return new RenderCommand(process.Id, process.ExitCode, output.Result.TrimEnd('\n'), errors.Result.TrimEnd('\n'));
        }
        catch (Win32Exception e)
        {
            throw TemplateException.Runtime($"the command {PythonString.Repr(command)} does not start: {SystemErrors.Sentence(e)}");
        }
    }

    /// <summary>What it printed, and behind that what it complained of.</summary>
    public string All => Output.Length > 0 && Errors.Length > 0 ? $"{Output}\n{Errors}" : Output + Errors;

    public PyDict ToDict() => new()
    {
        ["pid"] = PythonNumbers.Box(Pid),
        ["retcode"] = PythonNumbers.Box(ExitCode),
        ["stdout"] = Output,
        ["stderr"] = Errors,
    };
}

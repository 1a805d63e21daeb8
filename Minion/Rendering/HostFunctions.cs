using System.Text.RegularExpressions;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Minion.Modules.Cmd;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>Functions of templates that look at this machine.</summary>
internal static class HostFunctions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IEnumerable<RenderFunction> All { get; } =
    [
        new("file.file_exists", ["path"], (_, a) => File.Exists(Text(a[0]))),
        new("file.directory_exists", ["path"], (_, a) => Directory.Exists(Text(a[0]))),
        new("file.readdir", ["path"], (_, a) => Directory.Exists(Text(a[0]))
            ? new List<object?>([".", "..", .. Directory.GetFileSystemEntries(Text(a[0])).Select(Path.GetFileName).Order(StringComparer.Ordinal)])
            : throw TemplateException.Runtime($"there is no folder {Text(a[0])}")),
        new("file.read", ["path", "binary?"], (_, a) => Read(Text(a[0]))),
        new("file.contains", ["path", "text"], (_, a) => File.Exists(Text(a[0])) && Read(Text(a[0])).Contains(Text(a[1]), StringComparison.Ordinal)),
        new("file.contains_regex", ["path", "regex", "lchar?"], (_, a) => File.Exists(Text(a[0])) && Contains(Text(a[0]), Text(a[1]))),
        new("cmd.run", ["cmd", "cwd?", "python_shell?", "shell?", "env?", "timeout?", "ignore_retcode?", "output_loglevel?"], (_, a) => RenderCommand.Run(a[0], a[1], a[5]).All),
        new("cmd.shell", ["cmd", "cwd?", "timeout?", "output_loglevel?"], (_, a) => RenderCommand.Run(a[0], a[1], a[2]).All),
        new("cmd.retcode", ["cmd", "cwd?", "python_shell?", "timeout?", "ignore_retcode?"], (_, a) => PythonNumbers.Box(RenderCommand.Run(a[0], a[1], a[3]).ExitCode)),
        new("cmd.run_stdout", ["cmd", "cwd?", "python_shell?", "timeout?"], (_, a) => RenderCommand.Run(a[0], a[1], a[3]).Output),
        new("cmd.run_all", ["cmd", "cwd?", "python_shell?", "timeout?", "ignore_retcode?"], (_, a) => RenderCommand.Run(a[0], a[1], a[3]).ToDict()),
        new("cmd.which", ["cmd"], (_, a) => Which(a[0])),
        new("cmd.has_exec", ["cmd"], (_, a) => Which(a[0]) is not null),
        new("user.info", ["name"], (_, a) => Users.Info(Text(a[0]))),
        new("user.list_users", [], (_, _) => Users.Names()),
        new("environ.get", ["key", "default?"], (_, a) => Environment.GetEnvironmentVariable(Text(a[0])) ?? (a[1] is Missing ? "" : a[1])),
        new("pkg.version", ["name"], (_, a) => RenderCommand.Run(new List<object?> { "dpkg-query", "--showformat=${Version}", "-W", Text(a[0]) }, Missing.Value, Missing.Value) is { ExitCode: 0 } found ? found.Output : ""),
    ];

    private static string Text(object? value) => value is Undefined undefined ? throw undefined.Error : PythonString.Str(value);

    private static string? Which(object? name) => ProgramSearch.Which(Text(name), Environment.GetEnvironmentVariable("PATH") ?? "");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemplateException.Runtime($"{path} cannot be read: {SystemErrors.Sentence(e)}");
        }
    }

    private static bool Contains(string path, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, Patience).IsMatch(Read(path));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw TemplateException.Value($"the regular expression '{pattern}': {SystemErrors.OfAnything(e)}");
        }
    }
}

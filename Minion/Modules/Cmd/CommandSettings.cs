using System.Text.Json.Nodes;
using Salt.Minion.Accounts;
using Salt.Minion.Supervision;

namespace Salt.Minion.Modules.Cmd;

/// <summary>In what surroundings a command runs: decided from the arguments all <c>cmd</c> functions share.</summary>
internal sealed record CommandSettings(
    IReadOnlyDictionary<string, string> Environment,
    string Directory,
    RunAs? RunAs,
    int? Umask,
    TimeSpan? Timeout)
{
    /// <exception cref="RefusedException">A user, group, directory, umask or limit that cannot be.</exception>
    public static CommandSettings Of(BoundArguments arguments)
    {
        var user = arguments.Text("runas") is { } name ? LocalAccounts.Get(name) : null;
        var settings = new CommandSettings(
            EnvironmentOf(arguments, user),
            DirectoryOf(arguments.Text("cwd"), user),
            LocalAccounts.Become(user, arguments.Text("group")),
            arguments.Text("umask") is { } umask ? Cmd.Umask.Parse(umask) : null,
            TimeoutOf(arguments));
        return settings;
    }

    /// <summary>The same for a command in another root, which has users of its own.</summary>
    /// <exception cref="RefusedException">A directory, umask or limit that cannot be.</exception>
    public static CommandSettings WithinRoot(BoundArguments arguments)
    {
        var user = arguments.Text("runas") is { } name ? new Account(name, uint.MaxValue, uint.MaxValue, "/", "/bin/sh") : null;
        return new CommandSettings(
            EnvironmentOf(arguments, user),
            DirectoryOf(arguments.Text("cwd"), user),
            RunAs: null,
            arguments.Text("umask") is { } umask ? Cmd.Umask.Parse(umask) : null,
            TimeoutOf(arguments));
    }

    /// <summary>The words with the program by its absolute path.</summary>
    /// <exception cref="RefusedException">There is no such program, or a word cannot be passed to one.</exception>
    public IReadOnlyList<string> Resolve(IReadOnlyList<string> words)
    {
        if (words.Concat(Environment.Values).Append(Directory).Any(word => word.Contains('\0')))
        {
            throw new RefusedException("ERROR: embedded null byte");
        }

        var path = Environment.GetValueOrDefault("PATH", ChildEnvironment.DefaultPath);
        var program = ProgramSearch.Find(words[0], Directory, path)
            ?? throw new RefusedException($"ERROR: Unable to run command '{words[0]}', reason: No such file or directory");
        return [program, .. words.Skip(1)];
    }

    /// <summary>The command's own limit; null: none.</summary>
    /// <exception cref="RefusedException">It is no number of seconds.</exception>
    public static TimeSpan? TimeoutOf(BoundArguments arguments) => arguments.Number("timeout") switch
    {
        null or 0 => null,
        > 0 and var seconds when seconds < TimeSpan.MaxValue.TotalSeconds => TimeSpan.FromSeconds(seconds),
        _ => throw new RefusedException($"ERROR: timeout must be a number of seconds, not {ScalarText.Of(arguments["timeout"])}"),
    };

    private static string DirectoryOf(string? cwd, Account? user)
    {
        if (!string.IsNullOrEmpty(cwd))
        {
            return Path.IsPathRooted(cwd) && System.IO.Directory.Exists(cwd)
                ? cwd
                : throw new RefusedException($"ERROR: Specified cwd '{cwd}' either not absolute or does not exist");
        }

        var home = user is not null
            ? user.Home
            : System.Environment.GetEnvironmentVariable("HOME") ?? LocalAccounts.Own()?.Home;
        return home is not null && Path.IsPathRooted(home) && System.IO.Directory.Exists(home) ? home : "/";
    }

    private static Dictionary<string, string> EnvironmentOf(BoundArguments arguments, Account? user)
    {
        var chosen = Chosen(arguments.Map("env"));
        var environment = user is not null ? ChildEnvironment.Of(user)
            : arguments.Flag("clean_env") ? new(StringComparer.Ordinal)
            : ChildEnvironment.Inherited();

        if (arguments.Flag("reset_system_locale")) ChildEnvironment.ResetLocale(environment, chosen);
        foreach (var (name, value) in chosen) environment[name] = value;
        if (arguments.Text("prepend_path") is { } first)
        {
            environment["PATH"] = $"{first}:{environment.GetValueOrDefault("PATH", ChildEnvironment.DefaultPath)}";
        }

        return environment;
    }

    private static Dictionary<string, string> Chosen(JsonObject? env)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in env ?? [])
        {
            if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0)
            {
                throw new RefusedException($"ERROR: '{name}' is not the name of an environment variable");
            }

            chosen[name] = value is null ? "" : ScalarText.Of(value);
        }

        return chosen;
    }
}

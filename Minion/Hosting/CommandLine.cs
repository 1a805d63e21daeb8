using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>What the program was started with.</summary>
/// <param name="Verb">Empty: the daemon.</param>
/// <param name="Root"><c>--root DIR</c>: everything lies below it.</param>
/// <param name="ConfigDir"><c>-c DIR</c>: the folder of the file <c>minion</c>.</param>
/// <param name="Rest">What follows the verb, options included.</param>
internal sealed record CommandLine(string Verb, string? Root, string? ConfigDir, IReadOnlyList<string> Rest)
{
    public const string Usage =
        """
        salt-minion [--root DIR | -c DIR]                   the daemon, in the foreground
        salt-minion [--root DIR | -c DIR] call FUN [ARG…]   run a function here, without a master
        salt-minion --version
        """;

    /// <exception cref="SaltException">BadRequest: an option is unknown or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        string? root = null;
        string? configDir = null;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--root": root = Full(Value(args, ref i)); break;
                case "-c" or "--config-dir": configDir = Full(Value(args, ref i)); break;
                case var option when option.StartsWith("--root=", StringComparison.Ordinal): root = Full(option["--root=".Length..]); break;
                case "--help" or "-h": return new CommandLine("help", root, configDir, []);
                case "--version" or "-V": return new CommandLine("version", root, configDir, []);
                case var option when option.StartsWith('-'): throw Wrong($"unknown option {option}");
                case var verb: return new CommandLine(verb, root, configDir, [.. args.Skip(i + 1)]);
            }
        }

        return new CommandLine("", root, configDir, []);
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw Wrong($"{args[i - 1]} needs a folder");

    private static string Full(string folder) => folder.Length > 0 ? Path.GetFullPath(folder) : throw Wrong("the folder's name is empty");

    private static SaltException Wrong(string what) => new(Failure.BadRequest, $"{what} (salt-minion --help)");
}

using Salt.Shared.Errors;

namespace Salt.Master.Hosting;

/// <summary>What <c>salt-master</c> was started with.</summary>
/// <param name="Root">Everything lies below it; null: as the configuration says.</param>
/// <param name="ConfigDir">The folder of the file <c>master</c>; null: the usual one.</param>
internal sealed record CommandLine(string? Root, string? ConfigDir, bool Help, bool Version)
{
    public const string Usage = """
        Usage: salt-master [--root DIR] [-c DIR]

          --root DIR            everything lies below DIR: DIR/etc/salt/master, DIR/var/cache/salt, ...
          -c, --config-dir DIR  the folder of the configuration file `master` (default /etc/salt)
          -V, --version         print the version
          -h, --help            print this

        It stays in the foreground, logs to stderr, and ends on SIGTERM or Ctrl-C. Jobs go on without it.
        Exit codes: 0 ended as asked, 64 bad usage or configuration, 69 port or socket in use, 70 a fault of its own,
        77 a folder or port that it may not use.
        """;

    /// <exception cref="SaltException">BadRequest: which word is not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine(null, null, Help: false, Version: false);
        for (var i = 0; i < args.Count; i++)
        {
            line = args[i] switch
            {
                "-h" or "--help" => line with { Help = true },
                "-V" or "--version" => line with { Version = true },
                "--root" => line with { Root = Folder(args, ++i) },
                "-c" or "--config-dir" => line with { ConfigDir = Folder(args, ++i) },
                var word => throw new SaltException(Failure.BadRequest, $"'{word}' is not understood (salt-master --help)"),
            };
        }

        return line;
    }

    private static string Folder(IReadOnlyList<string> args, int at) => at < args.Count && args[at].Length > 0
        ? args[at]
        : throw new SaltException(Failure.BadRequest, $"{args[at - 1]} needs a folder (salt-master --help)");
}

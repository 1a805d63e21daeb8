namespace Salt.Shared.Configuration;

/// <summary>Where everything lies when nothing is configured: the system's folders, or the same below one root.</summary>
/// <param name="root">Empty for the system's own folders.</param>
public sealed class Layout(string root)
{
    /// <summary>The longest path a unix socket can be bound to (sun_path less its terminating NUL).</summary>
    public const int MaxSocketPath = 107;

    /// <summary>The folder that a cluster of <c>master-cli dev</c> lives in, found above the working directory.</summary>
    public const string DevFolder = ".salt";

    public string Root { get; } = root;

    public string MasterConfig => Under("etc/salt/master");

    public string MinionConfig => Under("etc/salt/minion");

    public string PkiDir => Under("etc/salt/pki");

    public string CacheDir => Under("var/cache/salt");

    public string SockDir => Under("run/salt");

    public string MasterPidFile => Under("run/salt-master.pid");

    public string MinionPidFile => Under("run/salt-minion.pid");

    public string FileRoot => Under("srv/salt");

    public string PillarRoot => Under("srv/pillar");

    /// <summary>The operators' socket below a <c>sock_dir</c>.</summary>
    public static string ControlSocket(string sockDir) => Path.Combine(sockDir, "control.sock");

    /// <param name="root">As typed: relative to the working directory; empty or <c>/</c>: the system's folders.</param>
    public static Layout From(string root) =>
        new(root is "" or "/" ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));

    /// <summary>The main configuration file of a daemon, from what its command line says.</summary>
    public static string ConfigFile(string? root, string? configDir, string daemon) => configDir is null
        ? From(root ?? "").Under("etc/salt/" + daemon)
        : Path.Combine(Path.GetFullPath(configDir), daemon);

    /// <summary>Where a configured path lies: as in Salt, one that is not below the root already is taken below it.</summary>
    public string Rooted(string path)
    {
        if (Root.Length == 0) return Path.GetFullPath(path, "/");
        return path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal) ? path : Path.Join(Root, path);
    }

    private string Under(string path) => Root.Length == 0 ? "/" + path : Path.Combine(Root, path);
}

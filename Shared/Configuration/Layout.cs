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

    private string Under(string path) => Root.Length == 0 ? "/" + path : Path.Combine(Root, path);
}

using Salt.Shared.Configuration;

namespace Salt.Cli.Dev;

/// <summary>Where the parts of a cluster of <c>dev</c> lie below its root.</summary>
internal sealed class DevCluster(string root)
{
    public Layout Master { get; } = Layout.From(root);

    public string Root => Master.Root;

    public string ControlSocket => Layout.ControlSocket(Master.SockDir);

    public string MasterPidFile => Path.Combine(Root, "run", "salt-master.pid");

    public string MasterLog => Path.Combine(Root, "var", "log", "salt", "master");

    private string MinionsFolder => Path.Combine(Root, "minions");

    /// <summary>The ids of all minions that were ever started here.</summary>
    public IEnumerable<string> MinionIds => Directory.Exists(MinionsFolder)
        ? Directory.EnumerateDirectories(MinionsFolder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
        : [];

    public Layout Minion(string id) => Layout.From(Path.Combine(MinionsFolder, id));

    public string MinionPidFile(string id) => Path.Combine(Root, "run", $"salt-minion-{id}.pid");

    public string MinionLog(string id) => Path.Combine(Root, "var", "log", "salt", id);
}

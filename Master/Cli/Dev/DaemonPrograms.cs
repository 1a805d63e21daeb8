using Salt.Shared.Configuration;

namespace Salt.Cli.Dev;

/// <summary>The daemons.</summary>
internal static class DaemonPrograms
{
    public static string Master => SiblingPrograms.Find("Master", "salt-master");

    public static string Minion => SiblingPrograms.Find("Minion", "salt-minion");
}

using Salt.Shared.Configuration;

namespace Salt.Cli.Connection;

/// <summary>Where a master puts its sockets.</summary>
internal static class MasterSockDir
{
    public static Cluster Resolve(Layout layout, string? configDir = null)
    {
        _ = configDir;
        return new Cluster(layout, layout.SockDir);
    }
}

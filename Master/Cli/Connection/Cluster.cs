using Salt.Shared.Configuration;

namespace Salt.Cli.Connection;

/// <summary>Where one master lives on this machine.</summary>
/// <param name="Layout">Its folders when nothing is configured.</param>
/// <param name="SockDir">The folder of its sockets.</param>
internal sealed record Cluster(Layout Layout, string SockDir)
{
    public string ControlSocket => Shared.Configuration.Layout.ControlSocket(SockDir);
}

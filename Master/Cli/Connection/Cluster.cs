using Salt.Shared.Configuration;

namespace Salt.Cli.Connection;

/// <summary>Where one master lives on this machine.</summary>
/// <param name="Layout">Its folders when nothing is configured.</param>
/// <param name="ControlSocket">The operators' socket.</param>
internal sealed record Cluster(Layout Layout, string ControlSocket)
{
    /// <param name="root">As typed; null: the system's folders, or what <c>root_dir</c> says.</param>
    /// <param name="configDir">The folder of the file <c>master</c>; null: the layout's.</param>
    public static Cluster Of(string? root, string? configDir)
    {
        var file = Layout.ConfigFile(root, configDir, "master");
        var layout = Layout.From(root ?? "");
        if (!MovesSocket(file)) return new Cluster(layout, Layout.ControlSocket(layout.SockDir));
        var reader = OptionReader.Open(file);
        layout = Layout.From(root ?? reader.Text("root_dir", ""));
        return new Cluster(layout, Layout.ControlSocket(reader.Path("sock_dir", layout.SockDir, layout)));
    }

    // Most configurations leave the socket where it is: looking for the words is a tenth of what parsing YAML costs.
    private static bool MovesSocket(string file)
    {
        var parts = file + ".d";
        var files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts, "*.conf").Prepend(file) : [file];
        return files.Any(Mentions);
    }

    private static bool Mentions(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadLines(file).Any(line =>
                line.StartsWith("sock_dir", StringComparison.Ordinal) || line.StartsWith("root_dir", StringComparison.Ordinal));
        }
        catch (UnauthorizedAccessException)
        {
            // A configuration may be its master's secret; an operator who may not read it uses the usual place.
            return false;
        }
    }
}

using Salt.Shared.Configuration;

namespace Salt.Cli.Connection;

/// <summary>Where one master lives on this machine.</summary>
/// <param name="Layout">Its folders when nothing is configured.</param>
/// <param name="ControlSocket">The operators' socket.</param>
/// <param name="ConfigFile">The master's configuration, whether it is there or not.</param>
internal sealed record Cluster(Layout Layout, string ControlSocket, string ConfigFile)
{
    /// <param name="root">As typed; null: the system's folders, or what <c>root_dir</c> says.</param>
    /// <param name="configDir">The folder of the file <c>master</c>; null: the layout's.</param>
    public static Cluster Of(string? root, string? configDir)
    {
        var file = Layout.ConfigFile(root, configDir, "master");
        var layout = Layout.From(root ?? "");
        if (!Mentions(file, "sock_dir", "root_dir")) return new Cluster(layout, Layout.ControlSocket(layout.SockDir), file);
        var reader = OptionReader.Open(file).Readable();
        layout = Layout.From(root ?? reader.Text("root_dir", ""));
        return new Cluster(layout, Layout.ControlSocket(reader.Path("sock_dir", layout.SockDir, layout)), file);
    }

    /// <summary>Whether the configuration may have one of these options. Most have not: looking for the words is a tenth of what
    /// parsing YAML costs.</summary>
    public bool Mentions(params string[] options) => Mentions(ConfigFile, options);

    private static bool Mentions(string file, params string[] options)
    {
        var parts = file + ".d";
        var files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts, "*.conf").Prepend(file) : [file];
        return files.Any(part => HasLineOf(part, options));
    }

    private static bool HasLineOf(string file, string[] options)
    {
        try
        {
            return File.Exists(file) && File.ReadLines(file).Any(line => options.Any(option => line.StartsWith(option, StringComparison.Ordinal)));
        }
        catch (UnauthorizedAccessException)
        {
            // A configuration may be its master's secret; an operator who may not read it uses the usual place.
            return false;
        }
    }
}

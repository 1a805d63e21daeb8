namespace Salt.Tests.Unit.Hosting;

/// <summary>A root with configuration files, gone with the test.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("salt-config-").FullName;

    public string Folder => Path.Combine(Root, "etc/salt");

    public ConfigFolder With(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

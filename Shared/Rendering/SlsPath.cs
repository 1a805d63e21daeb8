namespace Salt.Shared.Rendering;

/// <summary>SLS names and the paths of their files: <c>web.sub</c> is <c>web/sub.sls</c> or <c>web/sub/init.sls</c>.</summary>
public static class SlsPath
{
    private const string Suffix = ".sls";
    private const string OfFolder = "/init" + Suffix;

    /// <summary>The names of those paths that are SLS, each once, in their order.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<string> paths) =>
        paths.Where(path => path.EndsWith(Suffix, StringComparison.Ordinal)).Select(NameOf).Distinct();

    /// <summary>Where the file of a name may be, the likelier first.</summary>
    public static (string OfFile, string OfFolder) Of(string name) => name.Replace('.', '/') is var path ? (path + Suffix, path + OfFolder) : default;

    private static string NameOf(string path) =>
        (path.EndsWith(OfFolder, StringComparison.Ordinal) ? path[..^OfFolder.Length] : path[..^Suffix.Length]).Replace('/', '.');
}

namespace Salt.Shared.Rendering;

/// <summary>The names that tell a template where it is.</summary>
internal static class SlsNames
{
    /// <param name="path">Of the file, below the roots.</param>
    public static Dictionary<string, object?> OfTemplate(string path, string place)
    {
        var folder = FolderOf(path);
        return new Dictionary<string, object?>
        {
            ["tplpath"] = place,
            ["tplfile"] = path,
            ["tpldir"] = folder.Length == 0 ? "." : folder,
            ["tpldot"] = folder.Replace('/', '.'),
        };
    }

    /// <param name="sls">With dots: <c>apache.config</c>.</param>
    public static Dictionary<string, object?> OfSls(string sls, string path)
    {
        var asPath = sls.Replace('.', '/');
        // An init.sls is the folder itself.
        var folder = path.EndsWith("/init.sls", StringComparison.Ordinal) ? asPath : FolderOf(asPath);
        return new Dictionary<string, object?>
        {
            ["sls"] = sls,
            ["slspath"] = folder,
            ["sls_path"] = folder.Replace('/', '_'),
            ["slsdotpath"] = folder.Replace('/', '.'),
            ["slscolonpath"] = folder.Replace('/', ':'),
        };
    }

    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}

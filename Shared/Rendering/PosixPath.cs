namespace Salt.Shared.Rendering;

/// <summary>Paths as Python's <c>posixpath</c> has them.</summary>
internal static class PosixPath
{
    /// <summary>As <c>normpath</c>: no empty parts, no dots; nothing is <c>.</c>.</summary>
    public static string Normal(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part != ".." || !path.StartsWith('/')) parts.Add(part);
        }

        // Two slashes at the beginning, and no more, mean something.
        var root = path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//" : path.StartsWith('/') ? "/" : "";
        var normal = root + string.Join('/', parts);
        return normal.Length == 0 ? "." : normal;
    }

    /// <summary>As <c>join</c>: what begins with a slash begins anew.</summary>
    public static string Join(IEnumerable<string> parts) => parts.Aggregate("", (path, part) =>
        part.StartsWith('/') ? part : path.Length == 0 || path.EndsWith('/') ? path + part : $"{path}/{part}");

    /// <summary>As Salt joins: every part normal, and none but the first from the root.</summary>
    public static string JoinBelow(IEnumerable<string> parts) =>
        Normal(Join(parts.Select(Normal).Select((part, i) => i == 0 ? part : part.TrimStart('/'))));
}

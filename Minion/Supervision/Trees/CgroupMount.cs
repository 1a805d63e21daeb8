using System.Text;

namespace Salt.Minion.Supervision.Trees;

/// <summary>Finds a process's own cgroup of version 2 in the file system, from the texts of <c>/proc/PID/mountinfo</c>
/// (proc(5)) and <c>/proc/PID/cgroup</c> (cgroups(7)). Also on hybrid machines, where version 1 has the controllers.</summary>
internal static class CgroupMount
{
    private const string OwnPath = "0::";

    /// <returns>The folder; null where version 2 is not mounted, or not the part of it that the process is in.</returns>
    public static string? Find(string mountinfo, string cgroup)
    {
        var own = Lines(cgroup).FirstOrDefault(line => line.StartsWith(OwnPath, StringComparison.Ordinal))?[OwnPath.Length..];
        if (own is null || own.StartsWith("/..", StringComparison.Ordinal)) return null;

        foreach (var line in Lines(mountinfo))
        {
            // id parent major:minor root mountpoint options [optional...] - type source superoptions
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || separator + 1 >= fields.Length || fields[separator + 1] != "cgroup2") continue;
            if (Below(Unescape(fields[3]), own) is { } path) return (Unescape(fields[4]).TrimEnd('/') + path).TrimEnd('/');
        }

        return null;
    }

    // A mount may show a part of the hierarchy only, its root.
    private static string? Below(string root, string path)
    {
        if (root == "/") return path;
        if (!path.StartsWith(root, StringComparison.Ordinal)) return null;
        return path.Length == root.Length || path[root.Length] == '/' ? path[root.Length..] : null;
    }

    // Blanks and backslashes are written as three octal digits.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal)) return field;
        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length)
            {
                text.Append((char)Convert.ToInt32(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

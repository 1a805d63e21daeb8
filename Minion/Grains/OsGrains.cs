using System.Globalization;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grains of the operating system, from its os-release file. Pure.</summary>
internal static class OsGrains
{
    private static readonly string[] Codenamed = ["almalinux", "rocky", "rhel"];
    private static readonly string[] FingeredByOs = ["Debian", "Raspbian"];
    private static readonly string[] FingeredByRelease = ["Ubuntu", "Pop"];

    /// <param name="centosRelease">Text of /etc/centos-release, where os-release has no minor release; or empty.</param>
    /// <param name="debianVersion">Text of /etc/debian_version; or empty.</param>
    public static JsonObject Of(IReadOnlyDictionary<string, string> release, string centosRelease = "", string debianVersion = "")
    {
        var id = release.GetValueOrDefault("ID", "linux");
        var fullName = FullName(release, id);
        var os = IsSuse(id) ? "SUSE" : OsNames.Os(fullName, id);
        var grains = new JsonObject
        {
            ["os"] = os,
            ["os_family"] = OsNames.Family(os, release.GetValueOrDefault("ID_LIKE", "")),
            ["osfullname"] = fullName,
        };
        if (Codename(release, id) is { Length: > 0 } codename) grains["oscodename"] = codename;

        var version = OsVersion(release, id, centosRelease, debianVersion);
        if (version.Length == 0) return grains;
        grains["osrelease"] = version;
        AddRelease(grains, os, fullName, version);
        return grains;
    }

    private static bool IsSuse(string id) => id is "sles" or "sled" or "sles_sap" || id.StartsWith("opensuse", StringComparison.Ordinal);

    private static string FullName(IReadOnlyDictionary<string, string> release, string id) => id switch
    {
        "opensuse-leap" => "Leap",
        "opensuse-tumbleweed" => "Tumbleweed",
        _ => release.GetValueOrDefault("NAME", "Linux").Trim(),
    };

    // Where the file names no codename, Salt takes it from the version, and of some others the whole pretty name.
    private static string Codename(IReadOnlyDictionary<string, string> release, string id)
    {
        if (release.TryGetValue("VERSION_CODENAME", out var codename) && codename.Length > 0) return codename;
        if (Codenamed.Contains(id)) return Between(release.GetValueOrDefault("VERSION", ""), '(', ')');
        if (id == "astra") return release.GetValueOrDefault("VARIANT_ID", "");
        return id is "debian" or "ubuntu" or "linuxmint" ? "" : release.GetValueOrDefault("PRETTY_NAME", "");
    }

    private static string OsVersion(IReadOnlyDictionary<string, string> release, string id, string centosRelease, string debianVersion)
    {
        var version = release.GetValueOrDefault("VERSION_ID", "");
        if (id == "centos" && !version.Contains('.') && release.GetValueOrDefault("NAME") == "CentOS Linux")
        {
            return centosRelease.Split(' ').FirstOrDefault(word => word.Contains('.') && char.IsAsciiDigit(word[0])) ?? version;
        }

        // Testing and unstable have no version id; Salt shows what the version file says.
        return version.Length == 0 && id == "debian" ? debianVersion.Trim() : version;
    }

    private static void AddRelease(JsonObject grains, string os, string fullName, string version)
    {
        var parts = version.Split('.');
        grains["osrelease_info"] = new JsonArray([.. parts.Select(Part)]);
        if (Number(parts[0]) is { } major) grains["osmajorrelease"] = major;
        var name = FingeredByOs.Contains(os) ? os : fullName;
        grains["osfinger"] = $"{name}-{(FingeredByRelease.Contains(os) ? version : parts[0])}";
    }

    private static JsonNode Part(string part) => Number(part) is { } number ? number : part;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Between(string text, char open, char close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal) + 1;
        var end = start > 0 ? text.IndexOf(close, start) : -1;
        return end > 0 ? text[start..end] : "";
    }
}

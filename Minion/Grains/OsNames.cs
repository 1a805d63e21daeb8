using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Salt.Minion.Grains;

/// <summary>Salt's names for distributions and their families, which differ from what they call themselves.</summary>
internal static partial class OsNames
{
    // Keys: the name without "Linux" and spaces, lower case, ten characters at most.
    private static readonly FrozenDictionary<string, string> ShortNames = new Dictionary<string, string>
    {
        ["alibabaclo"] = "Alinux", ["almalinux"] = "AlmaLinux", ["alt"] = "ALT", ["amazonami"] = "Amazon",
        ["antergos"] = "Antergos", ["arch"] = "Arch", ["archarm"] = "Arch ARM", ["chapeau"] = "Chapeau",
        ["cloudlinux"] = "CloudLinux", ["cloudserve"] = "CloudLinux", ["debian"] = "Debian", ["enterprise"] = "OEL",
        ["fedoraremi"] = "Fedora", ["gentoobase"] = "Gentoo", ["korora"] = "Korora", ["linuxmint"] = "Mint",
        ["manjaro"] = "Manjaro", ["manjarolin"] = "Manjaro", ["mendel"] = "Mendel", ["neon"] = "KDE neon",
        ["nilrt"] = "NILinuxRT", ["oracleserv"] = "OEL", ["pidora"] = "Fedora", ["poky"] = "Poky", ["pop"] = "Pop",
        ["raspbian"] = "Raspbian", ["redhatente"] = "RedHat", ["rocky"] = "Rocky", ["scientific"] = "ScientificLinux",
        ["sles"] = "SUSE", ["slesexpand"] = "RES", ["synology"] = "Synology", ["univention"] = "Univention", ["void"] = "Void",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>
    {
        ["Ubuntu"] = "Debian", ["Mint"] = "Debian", ["Raspbian"] = "Debian", ["Devuan"] = "Debian", ["Kali"] = "Debian",
        ["Parrot OS"] = "Debian", ["Deepin"] = "Debian", ["KDE neon"] = "Debian", ["Pop"] = "Debian", ["Univention"] = "Debian",
        ["elementary OS"] = "Debian", ["elementary"] = "Debian", ["Trisquel"] = "Debian", ["Linaro"] = "Debian",
        ["antiX"] = "Debian", ["Cumulus"] = "Debian", ["TurnKey"] = "Debian", ["AstraLinuxCE"] = "Debian",
        ["AstraLinuxSE"] = "Debian", ["Mendel"] = "Debian", ["OSMC"] = "Debian",
        ["Fedora"] = "RedHat", ["CentOS"] = "RedHat", ["CentOS Stream"] = "RedHat", ["Rocky"] = "RedHat",
        ["AlmaLinux"] = "RedHat", ["OEL"] = "RedHat", ["Amazon"] = "RedHat", ["CloudLinux"] = "RedHat",
        ["Scientific"] = "RedHat", ["ScientificLinux"] = "RedHat", ["XCP-ng"] = "RedHat", ["XenServer"] = "RedHat",
        ["RES"] = "RedHat", ["Sangoma"] = "RedHat", ["VMware Photon OS"] = "RedHat", ["ALT"] = "RedHat", ["Alinux"] = "RedHat",
        ["Korora"] = "RedHat", ["Chapeau"] = "RedHat",
        ["SUSE"] = "Suse", ["SLES"] = "Suse", ["SLED"] = "Suse", ["SLES_SAP"] = "Suse", ["openSUSE"] = "Suse",
        ["openSUSE Leap"] = "Suse", ["openSUSE Tumbleweed"] = "Suse",
        ["Arch ARM"] = "Arch", ["Manjaro"] = "Arch", ["Manjaro ARM"] = "Arch", ["Antergos"] = "Arch", ["EndeavourOS"] = "Arch",
        ["Funtoo"] = "Gentoo",
    }.ToFrozenDictionary();

    /// <summary>The grain <c>os</c>.</summary>
    /// <param name="fullName">What the distribution calls itself.</param>
    /// <param name="id">Its os-release id, or empty.</param>
    public static string Os(string fullName, string id) => (id, fullName) switch
    {
        ("astra", "Astra Linux (Orel)") => "AstraLinuxCE",
        ("astra", "Astra Linux (Smolensk)") => "AstraLinuxSE",
        ("pop", _) => "Pop",
        _ => Os(LinuxWord().Replace(fullName, "").Trim()),
    };

    /// <summary>The grain <c>os_family</c>: of a distribution that Salt does not know, the oldest ancestor it names.</summary>
    /// <param name="idLike">Its os-release <c>ID_LIKE</c>, or empty.</param>
    public static string Family(string os, string idLike)
    {
        if (Families.TryGetValue(os, out var family)) return family;
        var ancestors = idLike.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (ancestors.Contains("debian") || ancestors.Contains("ubuntu")) return "Debian";
        return ancestors.LastOrDefault() switch
        {
            null => os,
            "fedora" or "rhel" or "centos" => "RedHat",
            "suse" or "opensuse" => "Suse",
            "archlinux" => "Arch",
            var oldest => string.Concat(oldest[..1].ToUpperInvariant(), oldest.AsSpan(1)),
        };
    }

    private static string Os(string name)
    {
        var key = name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return ShortNames.GetValueOrDefault(key.Length > 10 ? key[..10] : key, name);
    }

    [GeneratedRegex(@"\W(?:gnu/)?linux", RegexOptions.IgnoreCase)]
    private static partial Regex LinuxWord();
}

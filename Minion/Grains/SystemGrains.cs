using System.Text.Json.Nodes;
using Salt.Minion.Link.Identity;

namespace Salt.Minion.Grains;

/// <summary>Grains of the kernel and the distribution.</summary>
internal static class SystemGrains
{
    public static JsonObject Collect(TimeProvider clock)
    {
        var grains = new JsonObject
        {
            ["kernel"] = Kernel("ostype"),
            ["kernelrelease"] = Kernel("osrelease"),
            ["kernelversion"] = Kernel("version"),
            ["kernelparams"] = KernelParameters.Parse(MachineFile.Read("/proc/cmdline")),
            ["init"] = InitSystem.Of(
                Directory.Exists("/run/systemd/system"), MachineFile.Read("/proc/1/cmdline"), Directory.Exists("/run/openrc")),
            ["machine_id"] = MachineId.Read(),
            ["efi"] = Directory.Exists("/sys/firmware/efi"),
            ["locale_info"] = Locale(clock),
        };
        var release = OsRelease.Parse(MachineFile.ReadFirst("/etc/os-release", "/usr/lib/os-release"));
        grains.Take(OsGrains.Of(release, MachineFile.Read("/etc/centos-release"), MachineFile.Read("/etc/debian_version")));
        grains["osarch"] = PackageArchitecture(grains["os_family"]!.GetValue<string>(), HardwareGrains.Architecture());
        return grains;
    }

    /// <summary>What packages of this family call the architecture.</summary>
    internal static string PackageArchitecture(string family, string cpuarch) => family != "Debian" ? cpuarch : cpuarch switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "i386" or "i486" or "i586" or "i686" => "i386",
        "armv7l" or "armv8l" => "armhf",
        "armv5tel" or "armv6l" => "armel",
        "ppc64le" => "ppc64el",
        "loongarch64" => "loong64",
        _ => cpuarch,
    };

    private static string Kernel(string name) => MachineFile.Read("/proc/sys/kernel/" + name).Trim();

    private static JsonObject Locale(TimeProvider clock)
    {
        // LANG is language_COUNTRY.encoding@variant.
        var lang = (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "").Split('@')[0].Split('.');
        var zone = clock.LocalTimeZone;
        return new JsonObject
        {
            ["defaultlanguage"] = lang[0].Length == 0 ? "C" : lang[0],
            ["defaultencoding"] = lang.Length > 1 ? lang[1] : "UTF-8",
            ["detectedencoding"] = "utf-8",
            ["timezone"] = zone.IsDaylightSavingTime(clock.GetUtcNow()) ? zone.DaylightName : zone.StandardName,
        };
    }
}

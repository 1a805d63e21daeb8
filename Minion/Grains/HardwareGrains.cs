using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>Grains of the machine itself: processors, memory, disks, firmware, what it runs on.</summary>
internal static class HardwareGrains
{
    private const string Firmware = "/sys/class/dmi/id/";
    private const string Blocks = "/sys/block";
    private const int HypervisorLeaf = 0x4000_0000;

    private static readonly (string Grain, string File)[] FirmwareFiles =
    [
        ("biosversion", "bios_version"), ("biosvendor", "bios_vendor"), ("biosreleasedate", "bios_date"), ("boardname", "board_name"),
        ("manufacturer", "sys_vendor"), ("productname", "product_name"), ("serialnumber", "product_serial"), ("uuid", "product_uuid"),
    ];

    /// <summary>As <c>uname -m</c> says it.</summary>
    public static string Architecture() => MachineFile.Read("/proc/sys/kernel/arch").Trim() switch
    {
        "" => RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "x86_64",
            System.Runtime.InteropServices.Architecture.X86 => "i686",
            System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
            System.Runtime.InteropServices.Architecture.Arm => "armv7l",
            var other => other.ToString().ToLowerInvariant(),
        },
        var arch => arch,
    };

    public static JsonObject Collect()
    {
        var grains = new JsonObject { ["cpuarch"] = Architecture() };
        grains.Take(CpuInfo.Parse(MachineFile.Read("/proc/cpuinfo")));
        grains.Take(MemInfo.Parse(MachineFile.Read("/proc/meminfo")));
        grains.Take(Disks());
        foreach (var (grain, file) in FirmwareFiles)
        {
            var text = MachineFile.Read(Firmware + file).Trim();
            if (text.Length > 0) grains[grain] = grain == "uuid" ? text.ToLowerInvariant() : text;
        }

        var hosted = grains["cpu_flags"]!.AsArray().Any(flag => flag!.GetValue<string>() == "hypervisor");
        var vendor = $"{grains["manufacturer"]} {grains["productname"]}";
        grains.Take(new Virtualization(Container(), vendor, hosted ? Hypervisor() : "").ToGrains());
        return grains;
    }

    private static JsonObject Disks()
    {
        var rotating = new JsonArray();
        var solid = new JsonArray();
        string[] disks = Directory.Exists(Blocks) ? Directory.GetFileSystemEntries(Blocks) : [];
        foreach (var disk in disks.Order(StringComparer.Ordinal))
        {
            var kind = MachineFile.Read(Path.Combine(disk, "queue/rotational")).Trim();
            if (kind.Length > 0) (kind == "0" ? solid : rotating).Add((JsonNode)Path.GetFileName(disk));
        }

        return new JsonObject { ["disks"] = rotating, ["ssds"] = solid };
    }

    // https://systemd.io/CONTAINER_INTERFACE; Docker and podman leave files of their own.
    private static string Container()
    {
        if (File.Exists("/.dockerenv")) return "docker";
        if (File.Exists("/run/.containerenv")) return "podman";
        var told = MachineFile.Read("/run/systemd/container").Trim();
        if (told.Length > 0) return told;
        var ofInit = MachineFile.Read("/proc/1/environ").Split('\0').FirstOrDefault(pair => pair.StartsWith("container=", StringComparison.Ordinal));
        return ofInit?["container=".Length..] ?? "";
    }

    private static string Hypervisor()
    {
        if (!X86Base.IsSupported) return "";
        var (_, ebx, ecx, edx) = X86Base.CpuId(HypervisorLeaf, 0);
        ReadOnlySpan<int> words = [ebx, ecx, edx];
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(words)).TrimEnd('\0');
    }
}

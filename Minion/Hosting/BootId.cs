namespace Salt.Minion.Hosting;

/// <summary>Names this boot of the machine (random(4)): pids and jobs of another one are gone.</summary>
internal static class BootId
{
    public static string Read() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}

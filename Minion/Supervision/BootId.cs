namespace Salt.Minion.Supervision;

/// <summary>Names this boot of the machine (random(4)): pids, start times and jobs mean nothing beyond it.</summary>
internal static class BootId
{
    public static string Read() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}

namespace Salt.Minion.Supervision.Running;

/// <summary>Names this boot of the machine: pids and start times mean nothing beyond it.</summary>
internal static class BootId
{
    public static string Read() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}

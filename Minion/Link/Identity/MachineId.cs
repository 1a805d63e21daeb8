namespace Salt.Minion.Link.Identity;

/// <summary>The machine's own name for itself (machine-id(5)), where the grain <c>machine_id</c> comes from too.</summary>
public static class MachineId
{
    private static readonly string[] Files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>Empty on a machine that has none.</summary>
    public static string Read()
    {
        var file = Files.FirstOrDefault(File.Exists);
        return file is null ? "" : File.ReadAllText(file).Trim();
    }
}

namespace Salt.Minion.Grains;

/// <summary>The grain <c>init</c>: what process 1 is.</summary>
internal static class InitSystem
{
    /// <param name="systemdBooted">The folder /run/systemd/system is there (sd_booted(3)).</param>
    /// <param name="commandLine">Of process 1, words ending in NUL.</param>
    /// <param name="openRc">The folder /run/openrc is there.</param>
    public static string Of(bool systemdBooted, string commandLine, bool openRc)
    {
        if (systemdBooted) return "systemd";
        if (openRc) return "openrc";
        var words = commandLine.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var name = Path.GetFileName(words.FirstOrDefault(""));
        if (words.Contains("/sbin/my_init")) return "runit";
        if (words.Any(word => Path.GetFileName(word) == "supervisord")) return "supervisord";
        return name switch
        {
            "systemd" or "upstart" or "dumb-init" or "tini" or "runit" => name,
            "docker-init" => "tini",
            "init" => "sysvinit",
            _ => "unknown",
        };
    }
}

namespace Salt.Tests.Integration.Clusters;

/// <summary>The built programs, which these tests run as anyone would.</summary>
internal static class Programs
{
    public static string Master { get; } = Find("Master", "salt-master");

    public static string Minion { get; } = Find("Minion", "salt-minion");

    public static string Cli { get; } = Find("Cli", "master-cli");

    // The tests lie in artifacts/bin/Integration/release, the programs beside them.
    private static string Find(string project, string program)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../..", project, "release", program));
        return File.Exists(path) ? path : throw new FileNotFoundException("build Salt.sln in Release first", path);
    }
}

namespace Salt.Tests.Integration.Clusters;

/// <summary>The built programs, which these tests run as anyone would.</summary>
internal static class Programs
{
    public static string Master { get; } = Find("Master", "salt-master");

    public static string Minion { get; } = Find("Minion", "salt-minion");

    public static string Cli { get; } = Find("Cli", "master-cli");

    // Published programs lie together in the folder that the variable names; built ones beside the tests, which are in
    // artifacts/bin/Integration/release.
    private static string Find(string project, string program)
    {
        var path = Environment.GetEnvironmentVariable("SALT_TEST_PROGRAMS") is { Length: > 0 } folder
            ? Path.GetFullPath(Path.Combine(folder, program))
            : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../..", project, "release", program));
        return File.Exists(path) ? path : throw new FileNotFoundException("build Salt.sln in Release first", path);
    }
}

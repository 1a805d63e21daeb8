namespace Salt.Minion.Supervision;

/// <summary>Where and how the minion's supervisor runs. Nothing here is a configuration option of its own but the fallback.</summary>
public sealed class SupervisionOptions
{
    private const string ProgramName = "salt-minion";

    /// <summary>The minion's own run folder, absolute, 0700: socket, lock and log. At most 90 bytes long.</summary>
    public required string RunDir { get; init; }

    /// <summary>The folder of the job folders, absolute.</summary>
    public required string JobsDir { get; init; }

    /// <summary>See <see cref="Supervision.CgroupName"/>.</summary>
    public required string CgroupName { get; init; }

    /// <summary>The program whose verb <c>supervisor</c> is run; by default the one that asks.</summary>
    public string Program { get; init; } = OwnProgram;

    /// <summary>Standard error of the supervisor, appended to.</summary>
    public string LogFile => Path.Combine(RunDir, "supervisor.log");

    /// <summary>Walk /proc even where cgroups can be had.</summary>
    public bool NoCgroup { get; init; }

    /// <summary>How long the supervisor stays when no daemon is connected and nothing runs.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(10);

    // Under `dotnet salt-minion.dll` the process is not the program; that lies beside its library.
    private static string OwnProgram =>
        Path.GetFileName(Environment.ProcessPath) == ProgramName && Environment.ProcessPath is { } own
            ? own
            : Path.Combine(AppContext.BaseDirectory, ProgramName);
}

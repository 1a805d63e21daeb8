using Salt.Minion.Spool;
using Salt.Minion.Supervision;

namespace Salt.Minion.Modules;

/// <summary>What a process function wants run; the daemon completes it to a <see cref="LaunchPlan"/>.</summary>
/// <param name="Argv">The program by absolute path, and its arguments.</param>
/// <param name="Environment">The child's whole environment.</param>
/// <param name="Stdin">Text for its standard input; null: /dev/null.</param>
/// <param name="Timeout">The function's own <c>timeout</c>; null: none.</param>
public sealed record ProcessPlan(
    IReadOnlyList<string> Argv,
    IReadOnlyDictionary<string, string> Environment,
    string Directory,
    RunAs? RunAs,
    int? Umask,
    bool MergeOutput,
    string? Stdin,
    TimeSpan? Timeout)
{
    /// <summary>The plan for the supervisor.</summary>
    /// <param name="limit">After this it is killed; null: never.</param>
    /// <param name="grace">From TERM to KILL.</param>
    /// <param name="outputMax">Bytes kept of what it prints.</param>
    internal LaunchPlan In(JobFolder folder, TimeSpan? limit, TimeSpan grace, long outputMax) => new()
    {
        Jid = folder.Jid,
        Folder = folder.Path,
        Argv = Argv,
        Environment = Environment,
        Directory = Directory,
        RunAs = RunAs,
        Umask = Umask,
        MergeOutput = MergeOutput,
        HasStdin = Stdin is not null,
        Limit = limit,
        Grace = grace,
        OutputMax = outputMax,
    };
}

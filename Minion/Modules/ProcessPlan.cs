using Salt.Minion.Spool;
using Salt.Minion.Supervision;

namespace Salt.Minion.Modules;

/// <summary>What a process function wants run; the daemon completes it to a <see cref="LaunchPlan"/>.</summary>
/// <param name="Argv">The program by absolute path, and its arguments; empty: they are not known yet.</param>
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
    /// <summary>What runs, and in what surroundings, is known only once the call is completed (<see cref="Function.Complete"/>).</summary>
    public bool IsOpen => Argv.Count == 0;

    /// <summary>The plan of a call, completed first where it is open.</summary>
    /// <exception cref="RefusedException">It cannot start.</exception>
    public static async ValueTask<ProcessPlan> OfAsync(FunctionCall call, CancellationToken cancellation)
    {
        var plan = call.Function.Plan!(call);
        return plan.IsOpen ? call.Function.Plan(await call.Function.Complete!(call, cancellation)) : plan;
    }

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

using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>Runs one program to its end under a supervisor of its own, which leaves with it.</summary>
internal sealed class LocalProcess(LocalTerms terms, TimeProvider clock)
{
    /// <summary>Runs it in a temporary folder.</summary>
    /// <exception cref="OperationCanceledException">The token fired; of the program and all it started nothing is left.</exception>
    /// <exception cref="Salt.Shared.Errors.SaltException">Unavailable: no supervisor could be started.</exception>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, Jid jid, CancellationToken cancellation)
    {
        var place = Directory.CreateTempSubdirectory("salt-call-").FullName;
        try
        {
            return await RunAsync(plan, place, jid, cancellation);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <param name="place">Its files stay there, in the folder of a job.</param>
    /// <inheritdoc cref="RunAsync(ProcessPlan, Jid, CancellationToken)"/>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, string place, Jid jid, CancellationToken cancellation)
    {
        await using var supervisor = new LocalSupervisor(place, terms, clock);
        return await supervisor.RunAsync(plan, jid, cancellation);
    }
}

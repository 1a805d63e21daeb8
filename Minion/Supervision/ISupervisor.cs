using System.Threading.Channels;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision;

/// <summary>The supervisor process as the daemon sees it. It outlives the daemon; a new daemon connects and is told
/// what runs and what ended meanwhile.</summary>
public interface ISupervisor
{
    /// <summary>Started and Ended of every job, in order per job. After a (re)connection what runs, and the ends that
    /// no daemon has acknowledged, are told again.</summary>
    ChannelReader<SupervisorReport> Reports { get; }

    /// <summary>Starts the plan's program, unless a start record exists already: at most once per jid.</summary>
    /// <exception cref="Salt.Shared.Errors.SaltException">Unavailable: no supervisor could be reached or started.</exception>
    Task StartAsync(LaunchPlan plan, CancellationToken cancellation);

    /// <summary>TERM means TERM, the plan's grace, then KILL; KILL ends the whole tree at once; any other signal goes to
    /// every member. Also reaches descendants that a finished job left running.</summary>
    /// <param name="signal">1 to 64.</param>
    /// <param name="by">The user, for the record.</param>
    Task<SignalOutcome> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation);

    /// <summary>The daemon has made this job's return durable: its end need not be told again.</summary>
    Task AcknowledgeAsync(Jid jid, CancellationToken cancellation);

    /// <summary>The jobs that run now.</summary>
    Task<IReadOnlyList<SupervisorReport>> ListAsync(CancellationToken cancellation);

    /// <summary>Ends every job as killed by "shutdown" (TERM, grace, KILL); returns when the last one has its end record.</summary>
    Task EndAllAsync(CancellationToken cancellation);
}

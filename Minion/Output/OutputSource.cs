using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Minion.Spool;

namespace Salt.Minion.Output;

/// <summary>What the readers of every stream to the master read from.</summary>
/// <param name="Wake">Set when a piece of output waits to be sent.</param>
internal sealed record OutputSource(JobSpool Spool, WakeSignal Wake, TimeProvider Clock, ILogger Log);

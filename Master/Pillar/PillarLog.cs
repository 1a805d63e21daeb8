using Microsoft.Extensions.Logging;
using Salt.Shared.Identities;

namespace Salt.Master.Pillar;

internal static partial class PillarLog
{
    [LoggerMessage(1700, LogLevel.Error, "The pillar of {MinionId} is broken, the last good one stays in force: {Reason}")]
    public static partial void Broken(this ILogger log, MinionId minionId, string reason);
}

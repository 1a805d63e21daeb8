using Microsoft.Extensions.Logging;

namespace Grpc.Core.Server;

internal static partial class ServerLog
{
    [LoggerMessage(9001, LogLevel.Error, "{Method} threw an exception; the client got UNKNOWN")]
    public static partial void MethodFailed(ILogger log, Exception e, string method);
}

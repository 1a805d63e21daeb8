using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Core.Server;

/// <summary>What every method of a server shares: options, interceptors, log.</summary>
internal sealed class ServerRuntime(
    IOptions<GrpcServiceOptions> options, IServiceProvider services, ILogger<ServerRuntime> log)
{
    public GrpcServiceOptions Options { get; } = options.Value;

    /// <summary>Innermost first, as they are put around a method.</summary>
    public IReadOnlyList<Interceptor> Interceptors { get; } =
        [.. options.Value.Interceptors.Select(make => make(services)).Reverse()];

    public ILogger Log { get; } = log;
}

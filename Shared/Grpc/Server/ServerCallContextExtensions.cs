using Grpc.Core.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>The way from a call to the HTTP request that carries it.</summary>
public static class ServerCallContextExtensions
{
    /// <exception cref="InvalidOperationException">The call did not come over HTTP.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext context) =>
        context is HttpServerCallContext call
            ? call.Http
            : throw new InvalidOperationException("This call did not come over HTTP.");
}

using Microsoft.AspNetCore.Http;

namespace Grpc.Core.Server;

/// <summary>Answers calls of services and methods that are not there.</summary>
internal static class UnknownMethodHandler
{
    public static Task HandleAsync(HttpContext http)
    {
        if (RequestCheck.Accept(http))
            ResponseEnd.Write(
                http.Response,
                hasBody: false,
                new Status(StatusCode.Unimplemented, $"No method {http.Request.Path.Value} here."),
                Metadata.Empty);
        return Task.CompletedTask;
    }
}

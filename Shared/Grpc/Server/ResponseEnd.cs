using System.Globalization;
using Grpc.Core.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.Core.Server;

/// <summary>Writes the status of a call: into the trailers, or into the headers if nothing has been sent.</summary>
internal static class ResponseEnd
{
    public static void Write(HttpResponse response, bool hasBody, Status status, Metadata trailers)
    {
        var destination = hasBody || response.HasStarted
            ? response.HttpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : response.Headers;
        destination.GrpcStatus = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (status.Detail.Length > 0)
            destination.GrpcMessage = PercentEncoding.Encode(status.Detail);
        foreach (var entry in trailers)
        {
            if (!HeaderNames.IsReserved(entry.Key))
                destination.Append(entry.Key, entry.WireValue());
        }
    }
}

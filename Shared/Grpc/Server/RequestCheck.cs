using Grpc.Core.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.Core.Server;

/// <summary>Tells gRPC calls from other requests.</summary>
internal static class RequestCheck
{
    /// <summary>Readies the response. False: no gRPC call, answered with an HTTP status.</summary>
    public static bool Accept(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "h2c";
            return false;
        }

        if (!HeaderNames.IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        Unbound(http);
        http.Response.ContentType = HeaderNames.ContentType;
        http.Response.Headers.GrpcAcceptEncoding = HeaderNames.IdentityEncoding;
        return true;
    }

    // A stream may be idle for days and carry any number of bytes; messages have a limit of their own.
    private static void Unbound(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: not null } size)
            size.MaxRequestBodySize = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}

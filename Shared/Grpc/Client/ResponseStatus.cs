using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>Reads the status of a call from the headers or the trailers of its response.</summary>
internal static class ResponseStatus
{
    /// <summary>Null: the call goes on. The response may end a call by its headers alone, or be none of gRPC's.</summary>
    public static Status? OfHeaders(HttpResponseMessage response)
    {
        if (Read(response.Headers) is { } status)
            return status;
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(OfHttp(response.StatusCode), $"The server answered with HTTP status {(int)response.StatusCode}.");

        response.Content.Headers.NonValidated.TryGetValues("content-type", out var contentType);
        return HeaderNames.IsGrpc(contentType.ToString())
            ? null
            : new Status(StatusCode.Unknown, $"The server's answer is not gRPC: its content type is '{contentType}'.");
    }

    public static Status OfTrailers(HttpResponseMessage response) =>
        Read(response.TrailingHeaders)
        ?? new Status(StatusCode.Unknown, "The server ended the response without a status.");

    public static Metadata Metadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
                metadata.AddReceived(name, value);
        }

        return metadata;
    }

    private static Status? Read(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(HeaderNames.Status, out var code))
            return null;

        headers.NonValidated.TryGetValues(HeaderNames.Message, out var message);
        var detail = PercentEncoding.Decode(message.ToString());
        return int.TryParse(code.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Status(Enum.IsDefined((StatusCode)number) ? (StatusCode)number : StatusCode.Unknown, detail)
            : new Status(StatusCode.Unknown, $"The server sent the status '{code}'. {detail}");
    }

    // doc/http-grpc-status-mapping.md of gRPC: for intermediaries and servers that do not speak gRPC.
    private static StatusCode OfHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}

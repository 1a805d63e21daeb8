using System.Net;
using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>Makes the HTTP request of a call.</summary>
internal static class CallRequest
{
    /// <summary>No timer can be set for longer; a deadline beyond it is the server's alone.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private const string UserAgent = "grpc-csharp-sockets/1.0";

    public static HttpRequestMessage Create(Uri address, string? host, TimeSpan? timeout, Metadata? metadata)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var headers = request.Headers;
        headers.Host = host;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent);
        headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, HeaderNames.IdentityEncoding);
        if (timeout is { } limit)
            headers.TryAddWithoutValidation(HeaderNames.Timeout, GrpcTimeout.Format(limit));
        foreach (var entry in metadata ?? Metadata.Empty)
        {
            if (!HeaderNames.IsReserved(entry.Key))
                headers.TryAddWithoutValidation(entry.Key, entry.WireValue());
        }

        return request;
    }

    /// <summary>Null: no deadline.</summary>
    /// <exception cref="ArgumentException">The deadline is not in UTC.</exception>
    public static TimeSpan? TimeUntil(DateTime? deadline, TimeProvider time)
    {
        if (deadline is not { } instant || instant == DateTime.MaxValue)
            return null;
        if (instant.Kind != DateTimeKind.Utc)
            throw new ArgumentException("A deadline is in UTC.", nameof(deadline));
        return instant - time.GetUtcNow().UtcDateTime;
    }
}

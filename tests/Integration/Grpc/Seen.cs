using System.Text.Json;

namespace Salt.Tests.Integration.Grpc;

/// <summary>What a client in another language saw of a call.</summary>
internal sealed record Seen(
    int Code,
    string? Detail = null,
    string? Payload = null,
    int? Count = null,
    string? Echo = null,
    int[]? Counts = null,
    int? Rest = null,
    bool? Same = null,
    string? Reason = null,
    string? Bytes = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Seen Parse(string line) => JsonSerializer.Deserialize<Seen>(line, Json)!;
}

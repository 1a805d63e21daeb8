namespace Salt.Shared.Rpc;

/// <summary>How long messages may be, and how long a connection may take to be made.</summary>
public sealed record GrpcChannelLimits
{
    /// <summary>Bytes of a message when nobody says otherwise; gRPC's own figure.</summary>
    public const int UsualMessageSize = 4 << 20;

    /// <summary>Bytes of the longest response; null: no limit.</summary>
    public int? MaxReceiveMessageSize { get; init; } = UsualMessageSize;

    /// <summary>Bytes of the longest request; null: no limit.</summary>
    public int? MaxSendMessageSize { get; init; } = UsualMessageSize;

    /// <summary>Name, connection and TLS together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

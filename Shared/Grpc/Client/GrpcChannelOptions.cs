namespace Grpc.Core.Client;

/// <summary>Options of a <see cref="GrpcChannel"/>.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Carries the calls; <see cref="GrpcHttpHandler.Create"/> makes one to set TLS or a connect callback on.
    /// Null: one with nothing set.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes <see cref="HttpHandler"/>, closing its connections. One that it made itself
    /// it always disposes.</summary>
    public bool DisposeHttpHandler { get; set; } = true;

    /// <summary>Bytes of the longest response; null for no limit. A longer one ends the call with RESOURCE_EXHAUSTED.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of the longest request; null for no limit. A longer one ends the call with RESOURCE_EXHAUSTED.</summary>
    public int? MaxSendMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}

namespace Grpc.Core.Server;

/// <summary>Options of every service that is mapped.</summary>
public sealed class GrpcServiceOptions
{
    /// <summary>Bytes of the longest request; null for no limit. A longer one ends the call with RESOURCE_EXHAUSTED.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of the longest response; null for no limit. A longer one ends the call with RESOURCE_EXHAUSTED.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Around every call, the first one outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

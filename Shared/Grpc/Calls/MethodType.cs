namespace Grpc.Core;

/// <summary>The shape of a call: which sides send a stream.</summary>
public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}

namespace Grpc.Core;

#pragma warning disable CA1711 // The name is Grpc.Core's.
/// <summary>How a message shall be written.</summary>
[Flags]
public enum WriteFlags
{
    None = 0,

    /// <summary>More follows at once: the message may wait in a buffer for the next one.</summary>
    BufferHint = 1,

    /// <summary>Do not compress. Nothing is ever compressed here.</summary>
    NoCompress = 2,
}

using Google.Protobuf;

namespace Grpc.Core.Wire;

/// <summary>Turns the bytes of a peer into a message.</summary>
internal static class ReceivedMessage
{
    /// <exception cref="RpcException">INTERNAL: the bytes are no message of that type.</exception>
    public static T Deserialize<T>(Marshaller<T> marshaller, DeserializationContext payload)
    {
        try
        {
            return marshaller.ContextualDeserializer(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Received no valid {typeof(T).Name}: {e.Message}", e));
        }
    }
}

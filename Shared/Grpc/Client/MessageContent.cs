using System.Net;
using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>The body of a request of one message. Serialised when sent, so that a retry of the handler sends it anew.</summary>
internal sealed class MessageContent<T> : HttpContent
{
    private readonly ClientCall _call;
    private readonly Marshaller<T> _marshaller;
    private readonly T _message;

    public MessageContent(ClientCall call, Marshaller<T> marshaller, T message)
    {
        (_call, _marshaller, _message) = (call, marshaller, message);
        Headers.TryAddWithoutValidation("content-type", HeaderNames.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var buffer = new MessageBuffer(_call.Options.MaxSendMessageSize);
        await stream.WriteAsync(buffer.Serialize(_marshaller, _message), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

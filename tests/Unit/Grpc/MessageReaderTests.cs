using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Core.Wire;

namespace Salt.Tests.Unit.Grpc;

internal sealed class MessageReaderTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property Messages_come_back_however_the_stream_cuts_them(byte[][] messages, PositiveInt step)
    {
        using var written = new MemoryStream();
        foreach (var message in messages)
        {
            using var buffer = new MessageBuffer(null);
            written.Write(buffer.Serialize(Bytes, message).Span);
        }

        using var reader = new MessageReader(new SteppedStream(written.ToArray(), step.Get % 11 + 1), null);
        var read = new List<byte[]>();
        while (reader.ReadAsync(default).AsTask().GetAwaiter().GetResult())
            read.Add(reader.PayloadAsReadOnlySequence().ToArray());

        return (read.Count == messages.Length && read.Zip(messages).All(pair => pair.First.SequenceEqual(pair.Second)))
            .ToProperty();
    }

    [TestCase(0)]
    [TestCase(70_000)]
    public async Task A_message_without_an_announced_size_is_whole(int size)
    {
        var message = new byte[size];
        new Random(1).NextBytes(message);
        var unannounced = Marshallers.Create<byte[]>(
            (bytes, context) =>
            {
                context.GetBufferWriter().Write(bytes);
                context.Complete();
            },
            context => context.PayloadAsNewBuffer());
        using var buffer = new MessageBuffer(null);

        using var reader = new MessageReader(new SteppedStream(buffer.Serialize(unannounced, message).ToArray(), 7000), null);

        Assert.That(await reader.ReadAsync(default), Is.True);
        Assert.That(reader.PayloadAsNewBuffer(), Is.EqualTo(message));
    }
}

using System.Text;

namespace Salt.Tests.Contract.Golden;

/// <summary>Bytes that a case reads as text: UTF-8, whole characters in every write.</summary>
internal sealed class TextStream(TextWriter writer) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(Encoding.UTF8.GetString(buffer));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}

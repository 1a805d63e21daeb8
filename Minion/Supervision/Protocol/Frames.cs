using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Protocol;

/// <summary>A message on the socket: length as four bytes, little-endian, then that much JSON.</summary>
internal static class Frames
{
    public const int Header = 4;

    /// <summary>A plan carries an environment and arguments, which the kernel limits to 2 MiB of a process.</summary>
    public const int MaxLength = 8 << 20;

    public static byte[] Encode<T>(T message, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var frame = new byte[Header + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, Header);
        return frame;
    }

    /// <summary>Takes one message off the front of what was received.</summary>
    /// <param name="used">Bytes taken, header included.</param>
    /// <returns>False: more must be received first.</returns>
    /// <exception cref="SystemFault">This is not our protocol.</exception>
    public static bool TryDecode<T>(ReadOnlySpan<byte> received, JsonTypeInfo<T> type, out T? message, out int used)
        where T : class
    {
        message = null;
        used = 0;
        if (received.Length < Header) return false;

        var length = BinaryPrimitives.ReadInt32LittleEndian(received);
        if (length is <= 0 or > MaxLength) throw new SystemFault($"a message of {length} bytes");
        if (received.Length < Header + length) return false;

        used = Header + length;
        try
        {
            message = JsonSerializer.Deserialize(received.Slice(Header, length), type);
        }
        catch (JsonException e)
        {
            throw new SystemFault("a message that is not ours", e);
        }

        return message is not null;
    }
}

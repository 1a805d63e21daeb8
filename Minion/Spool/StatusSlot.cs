using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Salt.Minion.Spool;

/// <summary>One slot of the status file: CRC-32C of what follows, length, both little-endian, then a record as JSON.
/// A slot of zeros was never written.</summary>
internal static class StatusSlot
{
    /// <summary>A page of its own, so that writing one slot cannot tear the other.</summary>
    public const int Size = 4096;

    private const int Header = 8;

    /// <exception cref="ArgumentException">The record is larger than a slot.</exception>
    public static byte[] Encode<T>(T record, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, type);
        if (json.Length > Size - Header) throw new ArgumentException($"a record of {json.Length} bytes does not fit its slot");

        var slot = new byte[Header + json.Length];
        json.CopyTo(slot, Header);
        BinaryPrimitives.WriteInt32LittleEndian(slot.AsSpan(4), json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Checksum(slot.AsSpan(4)));
        return slot;
    }

    public static SlotState Decode<T>(ReadOnlySpan<byte> slot, JsonTypeInfo<T> type, out T? record)
        where T : class
    {
        record = null;
        if (!slot.ContainsAnyExcept((byte)0)) return SlotState.Absent;
        if (slot.Length < Header) return SlotState.Torn;

        var length = BinaryPrimitives.ReadInt32LittleEndian(slot[4..]);
        if (length <= 0 || length > slot.Length - Header) return SlotState.Torn;
        if (Checksum(slot.Slice(4, 4 + length)) != BinaryPrimitives.ReadUInt32LittleEndian(slot)) return SlotState.Torn;

        try
        {
            record = JsonSerializer.Deserialize(slot.Slice(Header, length), type);
        }
        catch (JsonException)
        {
            // Whole, but of a version that this one cannot read: as good as torn.
        }

        return record is null ? SlotState.Torn : SlotState.Valid;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}

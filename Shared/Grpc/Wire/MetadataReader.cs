namespace Grpc.Core.Wire;

/// <summary>Makes metadata of received headers.</summary>
internal static class MetadataReader
{
    /// <summary>Adds one header line. Several values of a <c>-bin</c> key may come joined by commas.</summary>
    /// <exception cref="RpcException">INTERNAL: such a value is no base64.</exception>
    public static void AddReceived(this Metadata metadata, string name, string value)
    {
        if (HeaderNames.IsReserved(name))
            return;

        var key = name.ToLowerInvariant();
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            metadata.Add(Metadata.Entry.Received(key, value));
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
            metadata.Add(Metadata.Entry.Received(key, BinaryValue.Decode(key, part)));
    }

    /// <summary>An entry's value as it goes over the wire.</summary>
    public static string WireValue(this Metadata.Entry entry) =>
        entry.IsBinary ? BinaryValue.Encode(entry.ValueBytes) : entry.Value;
}

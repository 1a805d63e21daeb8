namespace Grpc.Core.Wire;

/// <summary>The value of a <c>-bin</c> header: base64, written without padding, read with or without.</summary>
internal static class BinaryValue
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <exception cref="RpcException">INTERNAL: no base64.</exception>
    public static byte[] Decode(string key, string text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var count)
            ? bytes[..count]
            : throw new RpcException(new Status(StatusCode.Internal, $"Received a header '{key}' that is no base64."));
    }
}

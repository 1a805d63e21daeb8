namespace Grpc.Core.Wire;

/// <summary>The value of a <c>-bin</c> header: base64, written without padding, read with or without.</summary>
internal static class BinaryValue
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <exception cref="FormatException">No base64.</exception>
    public static byte[] Decode(string text) => Convert.FromBase64String((text.Length % 4) switch
    {
        2 => text + "==",
        3 => text + "=",
        _ => text,
    });
}

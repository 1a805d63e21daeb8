namespace Salt.Tests.Fuzzing.Making;

/// <summary>Bytes of a good message or file with some of them changed, lost, doubled or others'.</summary>
internal static class ByteChanges
{
    private static readonly byte[] Odd = [0, 1, 0x7f, 0x80, 0xc0, 0xe2, 0xed, 0xf4, 0xfe, 0xff, (byte)'"', (byte)'{', (byte)'[', (byte)'\\', (byte)'-', (byte)'9'];

    public static byte[] Of(byte[] good, Random random)
    {
        if (random.Next(20) == 0)
        {
            var any = new byte[random.Next(200)];
            random.NextBytes(any);
            return any;
        }

        var bytes = new List<byte>(good);
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(Math.Min(16, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = Odd[random.Next(Odd.Length)]; break;
                case 2: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                default:
                    if (random.Next(4) == 0) bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}

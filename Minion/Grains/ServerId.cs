using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Salt.Shared.Identities;

namespace Salt.Minion.Grains;

/// <summary>The grain <c>server_id</c>: a number made of the id, for programs that want one.</summary>
internal static class ServerId
{
    /// <summary>Salt's rule: SHA-256 of the id, modulo 2^31.</summary>
    public static int Of(MinionId id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id.ToString()));
        return BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(^sizeof(int))) & int.MaxValue;
    }
}

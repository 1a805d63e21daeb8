using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Salt.Shared.Scheduling;

/// <summary>How much later than its time a run begins, so that a fleet does not begin at once. Of one entry on one minion
/// it is always the same: periods stay even.</summary>
public sealed record Splay(TimeSpan Least, TimeSpan Most)
{
    /// <summary>Spread evenly over minions, to the millisecond; <see cref="Least"/> and <see cref="Most"/> included.</summary>
    public TimeSpan Of(string minion, string entry)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{minion}\0{entry}"));
        var span = (ulong)(Most - Least).TotalMilliseconds + 1;
        return Least + TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt64LittleEndian(hash) % span);
    }
}

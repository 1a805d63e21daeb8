using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Salt.Master.Authority;

/// <summary>Who is at the other end of a unix socket, as the kernel noted when the peer connected (unix(7)).</summary>
/// <param name="Groups">The effective group and the supplementary ones.</param>
public sealed record PeerCredentials(int Pid, uint Uid, IReadOnlySet<uint> Groups)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int SoPeerGroups = 59;
    private const int UcredSize = 12;
    private const int MaxGroups = 65536;

    /// <exception cref="SocketException">Not a connected unix socket.</exception>
    public static PeerCredentials Of(Socket socket)
    {
        Span<byte> ucred = stackalloc byte[UcredSize];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, ucred);
        var groups = new byte[MaxGroups * sizeof(uint)];
        var length = socket.GetRawSocketOption(SolSocket, SoPeerGroups, groups);
        return new PeerCredentials(
            MemoryMarshal.Read<int>(ucred),
            MemoryMarshal.Read<uint>(ucred[4..]),
            MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, length)).ToArray().Append(MemoryMarshal.Read<uint>(ucred[8..])).ToHashSet());
    }
}

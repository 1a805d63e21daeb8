using System.Net.Sockets;

namespace Salt.Shared.Rpc;

/// <summary>Why there is no connection, in words that say what to look at.</summary>
internal static class SocketFaults
{
    public static string Sentence(SocketError error, string peer) => error switch
    {
        SocketError.ConnectionRefused => $"cannot connect to {peer}: nothing listens there; is salt-master running, and is this its port?",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"cannot connect to {peer}: its name is not known here",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            $"cannot connect to {peer}: there is no route to it",
        SocketError.TimedOut => $"cannot connect to {peer}: it does not answer; is the machine up?",
        SocketError.AccessDenied => $"cannot connect to {peer}: this user may not",
        SocketError.AddressNotAvailable => $"cannot connect to {peer}: no such socket is there",
        SocketError.TooManyOpenSockets => $"cannot connect to {peer}: this process has no file descriptor left",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted =>
            $"the connection to {peer} was lost",
        _ => $"cannot connect to {peer}: {error}",
    };
}

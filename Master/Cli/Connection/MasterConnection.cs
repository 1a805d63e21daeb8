using System.Net.Sockets;
using Grpc.Net.Client;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Cli.Connection;

/// <summary>A connection to the master's operator socket.</summary>
internal sealed class MasterConnection : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Socket _first;

    private MasterConnection(GrpcChannel channel, Socket first)
    {
        _channel = channel;
        _first = first;
        Control = new Control.ControlClient(channel);
    }

    public Control.ControlClient Control { get; }

    /// <exception cref="SaltException">Nobody answers there, or the user may not.</exception>
    public static async Task<MasterConnection> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // Connected here, not by the first call, so that what is wrong with the socket can still be told apart.
        var first = await ConnectAsync(path, cancellationToken);
        var unused = first;
        // Returns come whole, and the master has bounded them already.
        var channel = GrpcChannels.OverSocket(
            async token => Interlocked.Exchange(ref unused, null) ?? await ConnectAsync(path, token),
            new GrpcChannelLimits { MaxReceiveMessageSize = null });
        return new MasterConnection(channel, first);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _first.Dispose();
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(path) > Layout.MaxSocketPath)
            throw new SaltException(
                Failure.BadRequest, $"{path} is longer than the {Layout.MaxSocketPath} bytes that a socket's path may have");
        try
        {
            return await GrpcChannels.ConnectUnixAsync(path, cancellationToken);
        }
        catch (SocketException e)
        {
            throw Refusal(path, e);
        }
    }

    private static SaltException Refusal(string path, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AccessDenied => new SaltException(
            Failure.Denied, $"You may not use {path}: be root, the master's user, or in the group salt", inner: e),
        _ => new SaltException(
            Failure.Unavailable,
            $"The master is not running: nobody answers at {path}. Start salt-master or `master-cli dev`, or name the cluster with --root DIR",
            inner: e),
    };
}

namespace Grpc.Core;

/// <summary>A way to a server, shared by many calls.</summary>
public abstract class ChannelBase(string target)
{
    /// <summary>The server's address, for messages.</summary>
    public string Target { get; } = target;

    public abstract CallInvoker CreateCallInvoker();
}

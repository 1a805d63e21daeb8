namespace Salt.Tests.Integration.Grpc;

/// <summary>Our server and @grpc/grpc-js's client.</summary>
internal sealed class NodeClientTests : ForeignClientSuite
{
    protected override PeerProcess StartPeer(string port, string certificates) =>
        PeerProcess.Node("client.js", port, certificates);
}

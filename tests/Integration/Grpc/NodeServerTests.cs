namespace Salt.Tests.Integration.Grpc;

/// <summary>Our client and @grpc/grpc-js's server.</summary>
internal sealed class NodeServerTests : ForeignServerSuite
{
    protected override PeerProcess StartPeer(string certificates) => PeerProcess.Node("server.js", certificates);
}

namespace Salt.Tests.Integration.Grpc;

/// <summary>Our client and python3-grpcio's server.</summary>
internal sealed class PythonServerTests : ForeignServerSuite
{
    protected override PeerProcess StartPeer(string certificates) => PeerProcess.Python("server.py", certificates);
}

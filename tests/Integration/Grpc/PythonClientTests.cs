namespace Salt.Tests.Integration.Grpc;

/// <summary>Our server and python3-grpcio's client.</summary>
internal sealed class PythonClientTests : ForeignClientSuite
{
    protected override PeerProcess StartPeer(string port, string certificates) =>
        PeerProcess.Python("client.py", port, certificates);
}

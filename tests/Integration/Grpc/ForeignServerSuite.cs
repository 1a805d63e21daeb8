namespace Salt.Tests.Integration.Grpc;

/// <summary>Our client and a server in another language.</summary>
internal abstract class ForeignServerSuite : EchoSuite
{
    private PeerProcess _server = null!;
    private DirectoryInfo _certificates = null!;

    protected override async Task<Uri> StartServerAsync()
    {
        _certificates = Directory.CreateTempSubdirectory("salt-grpc-");
        Authority.WriteTo(_certificates.FullName);
        _server = StartPeer(_certificates.FullName);
        return new Uri($"https://127.0.0.1:{await _server.ReadLineAsync(CancellationToken.None)}");
    }

    protected override async Task StopServerAsync()
    {
        await _server.DisposeAsync();
        _certificates.Delete(recursive: true);
    }

    protected abstract PeerProcess StartPeer(string certificates);
}

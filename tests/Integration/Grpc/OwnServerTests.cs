namespace Salt.Tests.Integration.Grpc;

/// <summary>Our client and our server.</summary>
internal sealed class OwnServerTests : EchoSuite
{
    private EchoServer _server = null!;

    protected override async Task<Uri> StartServerAsync()
    {
        _server = await EchoServer.StartAsync(Authority);
        return _server.Address;
    }

    protected override async Task StopServerAsync() => await _server.DisposeAsync();
}

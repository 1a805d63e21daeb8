using Grpc.Core;
using Grpc.Health.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>What a load balancer sees of the minions' port.</summary>
public class HealthTests
{
    private TemporaryFolder _folder = null!;
    private IdentityMaster _master = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase("")]
    [TestCase("salt.v1.MinionHub")]
    public async Task Anybody_may_ask_whether_the_master_serves(string service)
    {
        using var channel = _master.Channel(null);

        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = service });

        Assert.That(health.Status, Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
    }

    [TestCase("grpc.reflection.v1.ServerReflection")]
    [TestCase("grpc.reflection.v1alpha.ServerReflection")]
    public async Task The_server_does_not_tell_its_services(string service)
    {
        using var channel = _master.Channel(null);
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, service, "ServerReflectionInfo", bytes, bytes);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unimplemented));
    }

    [Test]
    public async Task Nobody_holds_a_stream_open_with_it()
    {
        using var channel = _master.Channel(null);
        using var call = new Health.HealthClient(channel).Watch(new HealthCheckRequest());

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
    }
}

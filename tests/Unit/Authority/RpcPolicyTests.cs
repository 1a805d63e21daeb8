using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Salt.Master.Authority;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Tests.Unit.Authority;

public class RpcPolicyTests
{
    private static readonly Peer Minion = new Peer.Minion(MinionId.Parse("web1"), Fingerprint.Of("key"u8));
    private static readonly Peer Operator = new Peer.Operator("root");
    private static readonly Peer Nobody = new Peer.Anonymous("no certificate was shown");

    private static readonly string[] Open = ["/salt.v1.MinionHub/Enroll", "/grpc.health.v1.Health/Check"];

    /// <summary>A stream that anybody could hold open is nobody's.</summary>
    private const string Closed = "/grpc.health.v1.Health/Watch";

    private static IEnumerable<string> Methods =>
        new[] { MinionHubReflection.Descriptor, ControlReflection.Descriptor, HealthReflection.Descriptor }
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(Path);

    [Test]
    public void Every_RPC_has_a_policy_and_every_policy_an_RPC() => Assert.That(RpcPolicy.Methods, Is.EquivalentTo(Methods));

    [TestCaseSource(nameof(Methods))]
    public void Somebody_may_call_it_and_a_stranger_only_Enroll_and_the_health_check(string method)
    {
        Assert.That(RpcPolicy.For(method), method == Closed ? Is.EqualTo(Callers.Nobody) : Is.Not.EqualTo(Callers.Nobody));
        Assert.That(RpcPolicy.Allows(method, Nobody), Is.EqualTo(Open.Contains(method)));
    }

    [TestCaseSource(nameof(Methods))]
    public void A_minion_calls_the_hub_and_an_operator_Control(string method)
    {
        var anybody = Open.Contains(method);
        Assert.That(RpcPolicy.Allows(method, Minion), Is.EqualTo(anybody || method.StartsWith("/salt.v1.MinionHub/", StringComparison.Ordinal)));
        Assert.That(
            RpcPolicy.Allows(method, Operator),
            Is.EqualTo(anybody || method.StartsWith("/salt.v1.Control/", StringComparison.Ordinal)));
    }

    [Test]
    public void What_is_not_in_the_table_nobody_may_call()
    {
        foreach (var peer in new[] { Minion, Operator, Nobody })
        {
            Assert.That(RpcPolicy.Allows("/salt.v1.Control/SomethingNew", peer), Is.False);
        }
    }

    private static string Path(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}

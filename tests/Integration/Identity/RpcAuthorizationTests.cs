using System.Security.Cryptography.X509Certificates;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Every RPC there is, called over real TLS by everybody who may not.</summary>
public class RpcAuthorizationTests
{
    private const string Enroll = "/salt.v1.MinionHub/Enroll";

    private TemporaryFolder _folder = null!;
    private IdentityMaster _master = null!;
    private Dictionary<string, X509Certificate2?> _strangers = null!;
    private X509Certificate2 _minion = null!;
    private X509Certificate2 _operator = null!;

    private static IEnumerable<string> Methods => Descriptors.Keys;

    private static IEnumerable<string> ControlMethods => Methods.Where(IsControl);

    private static IEnumerable<string> MethodsBeyondEnroll => Methods.Where(method => method != Enroll);

    private static Dictionary<string, MethodDescriptor> Descriptors { get; } =
        new[] { MinionHubReflection.Descriptor, ControlReflection.Descriptor }
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .ToDictionary(method => $"/{method.Service.FullName}/{method.Name}");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"));
        _minion = TestPeers.Accepted(_master, "web1");
        _operator = TestPeers.Operator(_master.Operators, "alice");
        using var foreign = CertificateAuthority.Create(TimeProvider.System.GetUtcNow());
        var pending = TestPeers.Certificate(_master.Ca, CertificateRole.Minion(MinionId.Parse("web2")));
        _master.Ring.Submit(MinionId.Parse("web2"), pending.PublicKey, "", "", admitted: false);
        _strangers = new()
        {
            ["no certificate"] = null,
            ["a minion of another master"] = TestPeers.Certificate(foreign, CertificateRole.Minion(MinionId.Parse("web1"))),
            ["an operator that is not in the list"] = TestPeers.Certificate(_master.Ca, CertificateRole.Operator("alice")),
            ["an operator of another master"] = TestPeers.Certificate(foreign, CertificateRole.Operator("alice")),
            ["an expired operator"] = TestPeers.Certificate(
                Ca(_master), CertificateRole.Operator("alice"), TimeProvider.System.GetUtcNow().AddDays(-1).AddHours(1) - CertificateLifetime.Leaf),
            ["a pending key"] = pending,
            ["an unknown key"] = TestPeers.Certificate(_master.Ca, CertificateRole.Minion(MinionId.Parse("web3"))),
            ["another key of an accepted id"] = TestPeers.Certificate(_master.Ca, CertificateRole.Minion(MinionId.Parse("web1"))),
            ["the master's own role"] = TestPeers.Certificate(_master.Ca, CertificateRole.Master),
        };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var certificate in _strangers.Values) certificate?.Dispose();
        _minion.Dispose();
        _operator.Dispose();
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(MethodsBeyondEnroll))]
    public async Task Whoever_is_not_accepted_is_unauthenticated(string method)
    {
        foreach (var (who, certificate) in _strangers)
        {
            var status = await StatusAsync(certificate, method);
            Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unauthenticated), $"{who}: {status.Detail}");
        }
    }

    [Test]
    public async Task Anybody_may_enrol_and_is_told_only_what_is_wrong()
    {
        foreach (var (who, certificate) in _strangers)
        {
            var status = await StatusAsync(certificate, Enroll);
            Assert.That(status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument), $"{who}: {status.Detail}");
        }
    }

    [TestCaseSource(nameof(ControlMethods))]
    public async Task An_accepted_minion_is_no_operator(string method)
    {
        var status = await StatusAsync(_minion, method);
        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(status.Detail, Is.EqualTo($"minion web1 may not call {method}"));
    }

    [TestCase("/salt.v1.MinionHub/Connect")]
    [TestCase("/salt.v1.MinionHub/Renew")]
    public async Task An_operator_is_no_minion(string method) =>
        Assert.That((await StatusAsync(_operator, method)).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));

    [Test]
    public async Task An_operators_certificate_names_the_caller()
    {
        using var channel = _master.Channel(_operator);
        Assert.That((await new Control.ControlClient(channel).GetStatusAsync(new StatusRequest())).User, Is.EqualTo("alice"));
    }

    [Test]
    public async Task An_accepted_minion_gets_through_to_its_own_calls()
    {
        var status = await StatusAsync(_minion, "/salt.v1.MinionHub/Renew");
        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument), $"it sent no request: {status.Detail}");
    }

    private static bool IsControl(string method) => method.StartsWith("/salt.v1.Control/", StringComparison.Ordinal);

    /// <summary>The master's CA as one who has its file would use it.</summary>
    private static CertificateAuthority Ca(IdentityMaster master) => new(KeyPair.FromPem(File.ReadAllText(master.PkiFile("ca.pem"))));

    private async Task<Status> StatusAsync(X509Certificate2? certificate, string method)
    {
        using var channel = _master.Channel(certificate);
        return await RawCall.StatusAsync(channel, Descriptors[method]);
    }
}

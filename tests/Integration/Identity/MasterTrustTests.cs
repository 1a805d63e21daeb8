using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Salt.Minion.Link.Identity;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Whom a minion takes for its master.</summary>
public class MasterTrustTests
{
    private TemporaryFolder _folder = null!;
    private IdentityMaster _master = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"), autoAccept: true);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_first_master_is_pinned_and_a_changed_CA_is_refused_with_both_fingerprints()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var credential = await minion.EnsureAsync(_master);
        await using var other = await IdentityMaster.StartAsync(_folder.Of("other"), autoAccept: true);
        var both = Does.Contain(_master.Ca.Fingerprint.ToString()).And.Contain(other.Ca.Fingerprint.ToString());

        var connecting = await Assert.ThrowsAsync<RpcException>(async () => await TestMinion.Hub(other, credential).RenewAsync(new RenewRequest()));
        Assert.That(connecting!.Status.Detail, both);

        minion.Identity.Distrust();
        var enrolling = await Assert.ThrowsAsync<SaltException>(() => minion.EnsureAsync(other));
        Assert.That(enrolling!.Failure, Is.EqualTo(Failure.Denied));
        Assert.That(enrolling.Message, both);
        Assert.That(other.Ring.List(), Is.Empty, "nothing was told to it");
    }

    [Test]
    public async Task A_master_of_another_fingerprint_than_master_finger_is_refused_before_anything_is_told_to_it()
    {
        var expected = Fingerprint.Of("another master"u8);
        using var minion = new TestMinion(_folder.Of("web1"), "web1", masterFinger: expected.ToString());
        var refused = await Assert.ThrowsAsync<SaltException>(() => minion.EnsureAsync(_master));
        Assert.That(refused!.Message, Does.Contain(expected.ToString()).And.Contain(_master.Ca.Fingerprint.ToString()));
        Assert.That(_master.Ring.List(), Is.Empty);
        Assert.That(File.Exists(Path.Combine(minion.Folder, "ca.crt")), Is.False);
    }

    [Test]
    public async Task The_master_that_master_finger_names_is_taken()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1", masterFinger: _master.Ca.Fingerprint.ToString());
        await minion.EnsureAsync(_master);
        Assert.That(_master.Ring.IsAccepted(minion.Id, minion.Identity.Fingerprint), Is.True);
    }

    [Test]
    public async Task A_new_master_finger_replaces_what_was_pinned()
    {
        using (var before = new TestMinion(_folder.Of("web1"), "web1")) await before.EnsureAsync(_master);
        await using var rebuilt = await IdentityMaster.StartAsync(_folder.Of("rebuilt"), autoAccept: true);
        using var after = new TestMinion(_folder.Of("web1"), "web1", masterFinger: rebuilt.Ca.Fingerprint.ToString());
        await after.EnsureAsync(rebuilt);
        Assert.That(rebuilt.Ring.IsAccepted(after.Id, after.Identity.Fingerprint), Is.True);
    }

    [Test]
    public async Task A_damaged_pin_is_not_replaced_by_trust()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        await minion.EnsureAsync(_master);
        var pin = Path.Combine(minion.Folder, "ca.crt");
        await File.WriteAllTextAsync(pin, "damaged");
        Assert.That(
            () => minion.EnsureAsync(_master),
            Throws.TypeOf<SaltException>().With.Message.Contains(pin).And.Property("Failure").EqualTo(Failure.Denied));
    }

    [Test]
    public async Task A_minion_that_presents_its_certificate_as_a_master_is_refused()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var credential = await minion.EnsureAsync(_master);
        using var accepted = TestPeers.Accepted(_master, "web2");
        Assert.That(await HandshakeAsync(accepted, credential), Does.Contain("its certificate is for salt:minion:web2, not for the master"));
    }

    [Test]
    public async Task An_operator_that_presents_its_certificate_as_a_master_is_refused()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var credential = await minion.EnsureAsync(_master);
        using var alice = TestPeers.Certificate(_master.Ca, CertificateRole.Operator("alice"));
        Assert.That(await HandshakeAsync(alice, credential), Does.Contain("its certificate is for salt:operator:alice, not for the master"));
    }

    [Test]
    public async Task A_minions_clock_that_is_wrong_is_named_with_both_times()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1", new ManualClock(new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var refused = await Assert.ThrowsAsync<SaltException>(() => minion.EnsureAsync(_master));
        Assert.That(refused!.Message, Does.Contain("not valid before").And.Contain("the clock here says 1970-01-01 00:00:00 UTC"));
    }

    /// <summary>Shows this certificate to a minion that connects.</summary>
    /// <returns>Why the minion refuses it.</returns>
    private static async Task<string> HandshakeAsync(X509Certificate2 shown, MinionCredential credential)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var server = await listener.AcceptTcpClientAsync();
        await using var serverTls = new SslStream(server.GetStream());
        await using var clientTls = new SslStream(client.GetStream());
        var serving = serverTls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = shown });
        var refused = await Assert.ThrowsAsync<UntrustedPeerException>(() => clientTls.AuthenticateAsClientAsync(credential.TlsOptions()));
        client.Close();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
        return refused!.Message;
    }
}

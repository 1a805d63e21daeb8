using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Keys;
using Salt.Minion.Link.Identity;
using Salt.Shared.Certificates;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Certificates that were good once: renewed, expired, or of a key that is accepted no longer.</summary>
public class RevocationTests
{
    private TemporaryFolder _folder = null!;
    private ManualClock _clock = null!;
    private IdentityMaster _master = null!;
    private TestMinion _minion = null!;
    private MinionCredential _credential = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _clock = new ManualClock();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"), _clock);
        var token = _master.Tokens.Create(JoinTokens.DefaultLifetime, null).Token.ToString();
        _minion = new TestMinion(_folder.Of("web1"), "web1", _clock, token: token);
        _credential = await _minion.EnsureAsync(_master);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _minion.Dispose();
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_certificate_is_not_renewed_before_it_is_due() =>
        Assert.That(await RenewAsync(_credential), Is.Null);

    [Test]
    public async Task A_certificate_is_renewed_at_two_thirds_and_the_new_one_is_used()
    {
        _clock.Now = _credential.RenewAt;
        var renewed = await RenewAsync(_credential);
        Assert.That(renewed!.NotAfter, Is.GreaterThan(_credential.NotAfter));

        // Past the end of the old one only the new one can be in use.
        _clock.Now = _credential.NotAfter.AddDays(1);
        Assert.That(await StatusAsync(_credential), Is.EqualTo(StatusCode.Unauthenticated));
        Assert.That(await StatusAsync(renewed), Is.EqualTo(StatusCode.InvalidArgument), "it is known, and told that it sent no request");
        using var restarted = new TestMinion(_folder.Of("web1"), "web1", _clock);
        Assert.That((await restarted.EnsureAsync(_master)).NotAfter, Is.EqualTo(renewed.NotAfter));
    }

    [Test]
    public async Task An_expired_certificate_is_replaced_because_its_key_is_accepted()
    {
        _clock.Now = _credential.NotAfter.AddDays(100);
        var replaced = await _minion.EnsureAsync(_master);
        Assert.That(replaced.NotAfter, Is.GreaterThan(_clock.Now));
        Assert.That(_master.Ring.List(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_expired_certificate_is_refused_with_both_times()
    {
        _clock.Now = _credential.NotAfter.AddDays(1);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await TestMinion.Hub(_master, _credential).RenewAsync(new RenewRequest()));
        Assert.That(refused!.Status.Detail, Does.Contain("the certificate of salt:minion:web1 was valid until").And.Contain("the clock here says"));
    }

    [Test]
    public async Task A_connection_does_not_outlive_its_certificate()
    {
        var hub = TestMinion.Hub(_master, _credential);
        Assert.That(await StatusAsync(hub), Is.EqualTo(StatusCode.InvalidArgument));
        _clock.Now = _credential.NotAfter.AddDays(1);
        Assert.That(await StatusAsync(hub), Is.EqualTo(StatusCode.Unauthenticated));
    }

    [TestCase(KeyVerb.Delete)]
    [TestCase(KeyVerb.Reject)]
    public async Task A_deleted_or_rejected_key_is_refused_on_the_connection_that_it_has(KeyVerb verb)
    {
        var hub = TestMinion.Hub(_master, _credential);
        Assert.That(await StatusAsync(hub), Is.EqualTo(StatusCode.InvalidArgument));
        Change(verb);
        Assert.That(await StatusAsync(hub), Is.EqualTo(StatusCode.Unauthenticated));
    }

    [Test]
    public async Task The_certificate_of_a_deleted_key_opens_nothing_though_its_chain_is_good()
    {
        Change(KeyVerb.Delete);
        Assert.That(await StatusAsync(_credential), Is.EqualTo(StatusCode.Unauthenticated));
    }

    [Test]
    public async Task A_deleted_key_waits_again_in_spite_of_its_token_and_can_be_accepted_again()
    {
        Change(KeyVerb.Delete);
        _minion.Identity.Distrust();
        var enrolled = _minion.EnsureAsync(_master);
        await Eventually.ReachesAsync("the key to wait", () => _master.Ring.Find(_minion.Id)?.State, state => state == KeyState.Pending);
        Change(KeyVerb.Accept);
        Assert.That(await StatusAsync(await enrolled), Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task A_new_key_of_the_same_id_does_not_bring_an_old_certificate_back()
    {
        Change(KeyVerb.Delete);
        var token = _master.Tokens.Create(JoinTokens.DefaultLifetime, null).Token.ToString();
        using var rebuilt = new TestMinion(_folder.Of("web1-new"), "web1", _clock, token: token);
        Assert.That(await StatusAsync(await rebuilt.EnsureAsync(_master)), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await StatusAsync(_credential), Is.EqualTo(StatusCode.Unauthenticated));
    }

    [Test]
    public async Task A_renewal_for_another_key_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new RenewRequest { Csr = ByteString.CopyFrom(SigningRequest.Create(key)) };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await TestMinion.Hub(_master, _credential).RenewAsync(request));
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task The_masters_own_certificate_renews_itself_with_the_same_key()
    {
        var fingerprint = _master.Certificate.Fingerprint;
        _clock.Now = _clock.Now.AddDays(400);
        await _minion.EnsureAsync(_master);
        Assert.That(_master.Certificate.Fingerprint, Is.EqualTo(fingerprint));
    }

    private Task<MinionCredential?> RenewAsync(MinionCredential credential) =>
        _minion.Identity.RenewIfDueAsync(credential, TestMinion.Hub(_master, credential), CancellationToken.None);

    private Task<StatusCode> StatusAsync(MinionCredential credential) => StatusAsync(TestMinion.Hub(_master, credential));

    /// <summary>How the master takes a renewal without a request: a peer that it knows sent a bad one.</summary>
    private static async Task<StatusCode> StatusAsync(MinionHub.MinionHubClient hub)
    {
        try
        {
            await hub.RenewAsync(new RenewRequest());
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private void Change(KeyVerb verb)
    {
        var key = _master.Ring.Find(_minion.Id)!;
        Assert.That(_master.Ring.Change(verb, key.Id, key.State, key.Fingerprint).Refusal, Is.Null);
    }
}

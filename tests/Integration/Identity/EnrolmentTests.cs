using Salt.Master.Keys;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Identity;

public class EnrolmentTests
{
    private TemporaryFolder _folder = null!;
    private IdentityMaster _master = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_minion_waits_until_its_key_is_accepted_and_hears_of_it_at_once()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = minion.EnsureAsync(_master);
        var key = await PendingAsync();
        Assert.That(enrolled.IsCompleted, Is.False);

        var accepted = TimeProvider.System.GetTimestamp();
        Change(KeyVerb.Accept, key);
        var credential = await enrolled;

        Assert.That(TimeProvider.System.GetElapsedTime(accepted), Is.LessThan(TimeSpan.FromSeconds(15)), "its call is held for 20 s");
        Assert.That(credential.NotAfter, Is.GreaterThan(TimeProvider.System.GetUtcNow().AddDays(300)));
    }

    [Test]
    public async Task Both_sides_show_the_same_fingerprint()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = minion.EnsureAsync(_master);
        var key = await PendingAsync();
        Assert.That(key.Fingerprint, Is.EqualTo(minion.Identity.Fingerprint));
        Change(KeyVerb.Accept, key);
        await enrolled;
    }

    [Test]
    public async Task An_enrolled_minion_starts_again_without_asking()
    {
        using (var first = new TestMinion(_folder.Of("web1"), "web1"))
        {
            var enrolled = first.EnsureAsync(_master);
            Change(KeyVerb.Accept, await PendingAsync());
            await enrolled;
        }

        var address = _master.Address;
        await _master.DisposeAsync();
        using var second = new TestMinion(_folder.Of("web1"), "web1");
        Assert.That((await second.Identity.EnsureAsync(address, CancellationToken.None)).NotAfter, Is.Not.Default);
    }

    [Test]
    public async Task A_rejected_key_is_told_so()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = minion.EnsureAsync(_master);
        Change(KeyVerb.Reject, await PendingAsync());
        await AssertDeniedAsync(enrolled, "The master has rejected the key of minion web1.");
        await AssertDeniedAsync(minion.EnsureAsync(_master), "The master has rejected the key of minion web1.");
    }

    [Test]
    public async Task A_second_key_of_an_accepted_id_is_denied_and_shown()
    {
        using var first = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = first.EnsureAsync(_master);
        Change(KeyVerb.Accept, await PendingAsync());
        await enrolled;

        using var second = new TestMinion(_folder.Of("web1-copy"), "web1");
        await AssertDeniedAsync(second.EnsureAsync(_master), "Another key of minion web1 is on the master already");
        Assert.That(
            _master.Ring.List().Select(k => (k.State, k.Fingerprint)),
            Is.EqualTo(new[] { (KeyState.Accepted, first.Identity.Fingerprint), (KeyState.Denied, second.Identity.Fingerprint) }));
    }

    [Test]
    public async Task A_denied_key_that_is_accepted_takes_the_id_over()
    {
        using var first = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = first.EnsureAsync(_master);
        Change(KeyVerb.Accept, await PendingAsync());
        await enrolled;
        using var second = new TestMinion(_folder.Of("web1-new"), "web1");
        await AssertDeniedAsync(second.EnsureAsync(_master), "denied");

        Change(KeyVerb.Accept, _master.Ring.List().Single(k => k.State == KeyState.Denied));

        await second.EnsureAsync(_master);
        Assert.That(_master.Ring.IsAccepted(first.Id, first.Identity.Fingerprint), Is.False);
    }

    [Test]
    public async Task Auto_accept_lets_new_minions_in_at_sight()
    {
        await using var lab = await IdentityMaster.StartAsync(_folder.Of("lab"), autoAccept: true);
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        await minion.EnsureAsync(lab);
        Assert.That(lab.Ring.IsAccepted(minion.Id, minion.Identity.Fingerprint), Is.True);
    }

    [Test]
    public async Task A_crowd_of_strangers_is_sent_away_at_the_bound()
    {
        await using var small = await IdentityMaster.StartAsync(_folder.Of("small"), maxPendingKeys: 1);
        using var first = new TestMinion(_folder.Of("web1"), "web1");
        var enrolled = first.EnsureAsync(small);
        await Eventually.ReachesAsync("the first key", () => small.Ring.List().Count, count => count == 1);

        using var second = new TestMinion(_folder.Of("web2"), "web2");
        var refused = await Assert.ThrowsAsync<SaltException>(() => second.EnsureAsync(small));
        Assert.That(refused!.Failure, Is.EqualTo(Failure.Unavailable));
        Assert.That(refused.Message, Does.Contain("1 keys wait to be accepted already"));

        var key = small.Ring.List().Single();
        small.Ring.Change(KeyVerb.Accept, key.Id, key.State, key.Fingerprint);
        await enrolled;
    }

    [Test]
    public void A_master_that_is_not_there_is_unavailable()
    {
        using var minion = new TestMinion(_folder.Of("web1"), "web1");
        var nobody = new Salt.Minion.Hosting.MasterAddress("127.0.0.1", FreePort.Take());
        Assert.That(
            () => minion.Identity.EnsureAsync(nobody, CancellationToken.None),
            Throws.TypeOf<SaltException>().With.Property(nameof(SaltException.Failure)).EqualTo(Failure.Unavailable));
    }

    private static async Task AssertDeniedAsync(Task enrolment, string words)
    {
        var refused = await Assert.ThrowsAsync<SaltException>(() => enrolment);
        Assert.That(refused!.Failure, Is.EqualTo(Failure.Denied));
        Assert.That(refused.Message, Does.Contain(words));
    }

    private Task<MinionKey> PendingAsync() => Eventually.ReachesAsync(
        "a pending key", () => _master.Ring.List().FirstOrDefault(k => k.State == KeyState.Pending)!, key => key is not null);

    private void Change(KeyVerb verb, MinionKey key) =>
        Assert.That(_master.Ring.Change(verb, key.Id, key.State, key.Fingerprint).Refusal, Is.Null);
}

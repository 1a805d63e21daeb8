using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Tests.Integration.Identity;

public class JoinTokenTests
{
    private TemporaryFolder _folder = null!;
    private ManualClock _clock = null!;
    private IdentityMaster _master = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _clock = new ManualClock();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"), _clock);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _master.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_token_lets_a_minion_in_unseen()
    {
        using var minion = Minion("web1", Token());
        await minion.EnsureAsync(_master);
        Assert.That(_master.Ring.IsAccepted(minion.Id, minion.Identity.Fingerprint), Is.True);
    }

    [Test]
    public async Task A_token_in_a_file_is_used_and_removed()
    {
        var file = _folder.Of("web1", "etc/salt/pki/minion/join_token");
        PrivateFile.Write(file, Token() + "\n");
        using var minion = Minion("web1", null);
        await minion.EnsureAsync(_master);
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public async Task A_used_token_is_refused()
    {
        var token = Token();
        using var first = Minion("web1", token);
        await first.EnsureAsync(_master);
        await AssertRefusedAsync("web2", token, "the join token has been used already");
    }

    [Test]
    public async Task A_used_token_is_refused_after_a_restart_of_the_master_too()
    {
        var token = Token();
        using var first = Minion("web1", token);
        await first.EnsureAsync(_master);
        await _master.DisposeAsync();
        _master = await IdentityMaster.StartAsync(_folder.Of("master"), _clock);
        await AssertRefusedAsync("web2", token, "the join token has been used already");
    }

    [Test]
    public async Task An_expired_token_is_refused()
    {
        var token = Token();
        _clock.Now += JoinTokens.DefaultLifetime + TimeSpan.FromSeconds(1);
        await AssertRefusedAsync("web1", token, "the join token expired at");
    }

    [Test]
    public async Task A_token_for_another_id_is_refused() =>
        await AssertRefusedAsync("web2", Token(MinionId.Parse("web1")), "the join token is for minion web1, not for web2");

    [Test]
    public async Task A_token_that_nobody_made_is_refused() =>
        await AssertRefusedAsync("web1", JoinToken.Create(_master.Ca.Fingerprint).ToString(), "the join token is not known to this master");

    [Test]
    public async Task A_piece_of_a_token_is_refused_and_not_taken_for_none() =>
        await AssertRefusedAsync("web1", Token()[..^1], "the join token is malformed", Failure.BadRequest);

    [Test]
    public async Task A_token_of_another_master_is_not_shown_to_this_one()
    {
        await using var other = await IdentityMaster.StartAsync(_folder.Of("other"), _clock);
        var token = other.Tokens.Create(JoinTokens.DefaultLifetime, null).Token.ToString();
        await AssertRefusedAsync("web1", token, other.Ca.Fingerprint.ToString(), Failure.Denied);
        Assert.That(_master.Ring.List(), Is.Empty);
    }

    [Test]
    public async Task A_token_does_not_lead_an_enrolled_minion_to_another_master()
    {
        using (var before = Minion("web1", Token())) await before.EnsureAsync(_master);
        await using var other = await IdentityMaster.StartAsync(_folder.Of("other"), _clock);
        using var after = Minion("web1", other.Tokens.Create(JoinTokens.DefaultLifetime, null).Token.ToString());
        after.Identity.Distrust();
        Assert.That(() => after.EnsureAsync(other), Throws.TypeOf<SaltException>().With.Message.Contains(_master.Ca.Fingerprint.ToString()));
        Assert.That(other.Ring.List(), Is.Empty);
    }

    [Test]
    public async Task A_token_does_not_undo_what_an_operator_decided_and_is_not_used_up_by_it()
    {
        using var first = Minion("web1", Token());
        await first.EnsureAsync(_master);
        var token = Token();
        await AssertRefusedAsync("web1", token, "denied", root: "web1-copy");
        using var other = Minion("web2", token);
        await other.EnsureAsync(_master);
        Assert.That(_master.Ring.IsAccepted(other.Id, other.Identity.Fingerprint), Is.True);
    }

    [Test]
    public void The_secret_is_nowhere_in_the_masters_files()
    {
        var secret = Token().Split('.')[1];
        var files = Directory.GetFiles(_folder.Of("master", "etc"), "*", SearchOption.AllDirectories);
        Assert.That(files, Has.Some.Contains("/tokens/"));
        Assert.That(files.Where(file => (file + File.ReadAllText(file)).Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    private string Token(MinionId? id = null) => _master.Tokens.Create(JoinTokens.DefaultLifetime, id).Token.ToString();

    private TestMinion Minion(string id, string? token, string? root = null) => new(_folder.Of(root ?? id), id, _clock, token: token);

    private async Task AssertRefusedAsync(string id, string token, string words, Failure failure = Failure.Denied, string? root = null)
    {
        using var minion = Minion(id, token, root);
        var refused = await Assert.ThrowsAsync<SaltException>(() => minion.EnsureAsync(_master));
        Assert.That(refused!.Failure, Is.EqualTo(failure));
        Assert.That(refused.Message, Does.Contain(words));
        Assert.That(_master.Ring.IsAccepted(minion.Id, minion.Identity.Fingerprint), Is.False);
    }
}

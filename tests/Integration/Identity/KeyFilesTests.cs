using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Tests.Integration.Identity;

/// <summary>The master's keys on disk: what a restart finds, and what it makes of damage.</summary>
public class KeyFilesTests
{
    private static readonly MinionId Web1 = MinionId.Parse("web1");
    private TemporaryFolder _folder = null!;
    private KeysOptions _options = null!;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _options = new KeysOptions { PkiDir = _folder.Path };
    }

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public void A_restart_finds_every_key_where_it_stood()
    {
        var ring = Open();
        Show(ring, "pending1");
        Show(ring, "accepted1", admitted: true);
        var rejected = Show(ring, "rejected1");
        ring.Change(KeyVerb.Reject, rejected.Id, rejected.State, rejected.Fingerprint);
        Show(ring, "accepted1");
        Show(ring, "accepted1");

        Assert.That(Open().List(), Is.EqualTo(ring.List()));
        Assert.That(ring.List().Count(key => key.State == KeyState.Denied), Is.EqualTo(2));
    }

    [Test]
    public void Each_key_is_one_file_in_the_folder_of_its_state()
    {
        var ring = Open();
        var key = Show(ring, "web1");
        Assert.That(Files(), Is.EqualTo(new[] { "minions_pre/web1" }));
        ring.Change(KeyVerb.Accept, Web1, KeyState.Pending, key.Fingerprint);
        var denied = Show(ring, "web1");
        Assert.That(Files(), Is.EqualTo(new[] { "minions/web1", $"minions_denied/web1/{denied.Fingerprint.ToHex()}" }));
        ring.Change(KeyVerb.Delete, Web1, KeyState.Denied, denied.Fingerprint);
        ring.Change(KeyVerb.Reject, Web1, KeyState.Accepted, key.Fingerprint);
        Assert.That(Files(), Is.EqualTo(new[] { "minions_rejected/web1" }));
        Assert.That(Directory.GetDirectories(Path.Combine(_options.Folder, "minions_denied")), Is.Empty);
    }

    [Test]
    public void Files_are_for_their_owner_alone()
    {
        Show(Open(), "web1");
        var file = Path.Combine(_options.Folder, "minions_pre/web1");
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(
            File.GetUnixFileMode(Path.GetDirectoryName(file)!),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public void The_longest_id_has_a_file_too()
    {
        var ring = Open();
        var key = Show(ring, new string('a', 253));
        ring.Change(KeyVerb.Accept, key.Id, key.State, key.Fingerprint);
        Assert.That(Open().IsAccepted(key.Id, key.Fingerprint), Is.True);
    }

    [TestCase("")]
    [TestCase("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZ")]
    [TestCase("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [TestCase("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_damaged_file_is_set_aside_and_the_start_goes_on(string text)
    {
        Show(Open(), "web1", admitted: true);
        Write("minions/web2", text);
        Assert.That(Open().List().Select(key => key.Id.ToString()), Is.EqualTo(new[] { "web1" }));
        Assert.That(Files(), Is.EqualTo(new[] { "minions/web1", "set_aside/minions/web2" }));
    }

    [Test]
    public void A_file_whose_name_is_no_id_is_set_aside()
    {
        Show(Open(), "web1");
        File.Move(Path.Combine(_options.Folder, "minions_pre/web1"), Path.Combine(_options.Folder, "minions_pre/web1~"));
        Assert.That(Open().List(), Is.Empty);
        Assert.That(Files(), Is.EqualTo(new[] { "set_aside/minions_pre/web1~" }));
    }

    [Test]
    public void What_a_killed_write_left_is_removed()
    {
        Show(Open(), "web1");
        Write("minions_pre/.new-abc.xyz", "half");
        Assert.That(Open().List(), Has.Count.EqualTo(1));
        Assert.That(Files(), Is.EqualTo(new[] { "minions_pre/web1" }));
    }

    [Test]
    public void An_id_that_is_accepted_and_rejected_on_disk_is_rejected()
    {
        Show(Open(), "web1", admitted: true);
        PrivateFile.CreateFolder(Path.Combine(_options.Folder, "minions_rejected"));
        File.Copy(Path.Combine(_options.Folder, "minions/web1"), Path.Combine(_options.Folder, "minions_rejected/web1"));
        Assert.That(Open().List().Single().State, Is.EqualTo(KeyState.Rejected));
    }

    [Test]
    public void A_change_to_a_key_that_changed_since_is_refused()
    {
        var ring = Open();
        var key = Show(ring, "web1");
        ring.Change(KeyVerb.Delete, Web1, KeyState.Pending, key.Fingerprint);
        var other = Show(ring, "web1");
        var outcome = ring.Change(KeyVerb.Accept, Web1, KeyState.Pending, key.Fingerprint);
        Assert.That(outcome.Refusal, Is.EqualTo("The key of minion web1 has changed since it was listed."));
        Assert.That(ring.IsAccepted(Web1, key.Fingerprint) || ring.IsAccepted(Web1, other.Fingerprint), Is.False);
    }

    [Test]
    public void Strangers_keys_are_recorded_up_to_a_bound()
    {
        var ring = Open();
        Show(ring, "web1", admitted: true);
        for (var i = 0; i < 20; i++) Assert.That(Show(ring, "web1").State, Is.EqualTo(KeyState.Denied));
        Assert.That(ring.List().Count(key => key.State == KeyState.Denied), Is.EqualTo(4));
    }

    [Test]
    public void Every_change_is_told()
    {
        var ring = Open();
        List<(KeyState? From, KeyState? To)> told = [];
        ring.Changed += change => told.Add((change.From, change.To));
        var key = Show(ring, "web1");
        ring.Change(KeyVerb.Accept, Web1, KeyState.Pending, key.Fingerprint);
        ring.Change(KeyVerb.Delete, Web1, KeyState.Accepted, key.Fingerprint);
        Assert.That(told, Is.EqualTo(new (KeyState?, KeyState?)[]
        {
            (null, KeyState.Pending), (KeyState.Pending, KeyState.Accepted), (KeyState.Accepted, null),
        }));
    }

    [Test]
    public void The_CA_is_made_once()
    {
        using var first = Ca();
        using var second = Ca();
        Assert.That(second.Fingerprint, Is.EqualTo(first.Fingerprint));
    }

    [Test]
    public void A_damaged_CA_stops_the_start()
    {
        Ca().Dispose();
        Write("ca.pem", "damaged");
        Assert.That(Ca, Throws.TypeOf<SaltException>().With.Message.Contains("ca.pem holds no usable CA"));
    }

    [Test]
    public void A_damaged_certificate_of_the_master_is_made_anew()
    {
        using var ca = Ca();
        Fingerprint before;
        using (var first = Server(ca)) before = first.Fingerprint;
        Write("server.pem", "damaged");
        using var second = Server(ca);
        Assert.That(second.Fingerprint, Is.Not.EqualTo(before));
    }

    [Test]
    public void A_clock_before_the_CA_stops_the_start_with_both_times()
    {
        Ca().Dispose();
        var early = new ManualClock(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.That(
            () => new MasterCa(_options, early, NullLogger<MasterCa>.Instance),
            Throws.TypeOf<SaltException>().With.Message.Contains("not valid before").And.Message.Contains("2001-01-01 00:00:00 UTC"));
    }

    [TestCase("master.pem")]
    [TestCase("master/master.pem")]
    public void Salts_own_key_stops_the_start_and_says_what_to_do(string name)
    {
        PrivateFile.Write(_folder.Of(name), "-----BEGIN RSA PRIVATE KEY-----\n");
        Assert.That(
            () => SaltRsaKeys.Refuse(_options.PkiDir, _options.Folder, "master.pem"),
            Throws.TypeOf<SaltException>().With.Message.Contains(_folder.Of(name)).And.Message.Contains("set pki_dir to a new folder"));
    }

    private static MinionKey Show(KeyRing ring, string id, bool admitted = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ring.Submit(MinionId.Parse(id), KeyPair.PublicKeyOf(key), "10.0.0.1", "machine", admitted);
    }

    private KeyRing Open() => new(new KeyFolder(_options, NullLogger<KeyFolder>.Instance), _options);

    private MasterCa Ca() => new(_options, TimeProvider.System, NullLogger<MasterCa>.Instance);

    private ServerCertificate Server(MasterCa ca) => new(_options, ca, TimeProvider.System, NullLogger<ServerCertificate>.Instance);

    private void Write(string name, string text) => PrivateFile.Write(Path.Combine(_options.Folder, name), text);

    private string[] Files() => [.. Directory.GetFiles(_options.Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_options.Folder, file)).Order(StringComparer.Ordinal)];
}

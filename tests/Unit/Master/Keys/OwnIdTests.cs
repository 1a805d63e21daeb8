using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Keys;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Tests.Unit.Master.Keys;

/// <summary>The id that the master's own runs stand under is no minion's: it could speak about them.</summary>
internal sealed class OwnIdTests
{
    private const string Sentence = "The id salt1_master is the master's own, for the runs of its runners: give the minion another one.";
    private static readonly MinionId Own = MasterTarget.Of("salt1");

    private string _folder = "";
    private KeysOptions _options = null!;

    [SetUp]
    public void Begin()
    {
        _folder = Directory.CreateTempSubdirectory("keys-").FullName;
        _options = new KeysOptions { PkiDir = _folder, OwnId = Own };
    }

    [TearDown]
    public void End() => Directory.Delete(_folder, recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public void No_key_of_it_is_taken_not_even_where_every_key_is(bool autoAccept)
    {
        var ring = Open(_options with { AutoAccept = autoAccept });

        Assert.That(() => Show(ring, Own), Refused());
        Assert.That(ring.List(), Is.Empty);
        Assert.That(Show(ring, MinionId.Parse("salt1")).State, Is.EqualTo(autoAccept ? KeyState.Accepted : KeyState.Pending));
    }

    [Test]
    public void One_that_waits_from_before_is_not_accepted_but_can_be_deleted()
    {
        var key = Show(Open(_options with { OwnId = null }), Own);
        var ring = Open(_options);

        Assert.That(ring.Change(KeyVerb.Accept, Own, KeyState.Pending, key.Fingerprint).Refusal, Is.EqualTo(Sentence));
        Assert.That(ring.Find(Own)!.State, Is.EqualTo(KeyState.Pending));
        Assert.That(ring.Change(KeyVerb.Delete, Own, KeyState.Pending, key.Fingerprint).Refusal, Is.Null);
        Assert.That(ring.List(), Is.Empty);
    }

    [Test]
    public void One_that_was_accepted_before_the_master_had_its_name_lets_nobody_in()
    {
        var before = Open(_options with { OwnId = null, AutoAccept = true });
        var key = Show(before, Own);

        Assert.That(before.IsAccepted(Own, key.Fingerprint), Is.True);
        Assert.That(Open(_options).IsAccepted(Own, key.Fingerprint), Is.False);
    }

    [Test]
    public void A_join_token_is_not_used_up_for_it()
    {
        var ring = Open(_options);
        using var ca = new MasterCa(_options, TimeProvider.System, NullLogger<MasterCa>.Instance);
        var tokens = new JoinTokens(_options, ca, TimeProvider.System, NullLogger<JoinTokens>.Instance);
        var enrolment = new Enrolment(ring, new KeyWaits(ring, TimeProvider.System), tokens, ca, NullLogger<Enrolment>.Instance);
        var token = tokens.Create(JoinTokens.DefaultLifetime, null).Token.ToString();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new EnrolmentRequest(Own, SigningRequest.Create(key), token, "machine", "10.0.0.1");

        Assert.That(() => enrolment.EnrolAsync(request, CancellationToken.None), Refused());
        Assert.That(tokens.Redeem(token, MinionId.Parse("web1"), Fingerprint.Of(KeyPair.PublicKeyOf(key))), Is.True);
    }

    private static NUnit.Framework.Constraints.EqualConstraint<Failure> Refused() =>
        Throws.TypeOf<SaltException>().With.Message.EqualTo(Sentence).And.Property(nameof(SaltException.Failure)).EqualTo(Failure.Denied);

    private static KeyRing Open(KeysOptions options) => new(new KeyFolder(options, NullLogger<KeyFolder>.Instance), options);

    private static MinionKey Show(KeyRing ring, MinionId id)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ring.Submit(id, KeyPair.PublicKeyOf(key), "10.0.0.1", "machine", admitted: false);
    }
}

using Salt.Shared.Certificates;

namespace Salt.Tests.Unit.Certificates;

public class JoinTokenTests
{
    private static readonly Fingerprint Authority = Fingerprint.Of("a master"u8);

    [Test]
    public void A_token_names_its_master_and_survives_its_text()
    {
        var token = JoinToken.Create(Authority);
        Assert.That(JoinToken.TryParse($" {token}\n", out var read), Is.True);
        Assert.That(read, Is.EqualTo(token));
        Assert.That(read!.Authority, Is.EqualTo(Authority));
    }

    [Test]
    public void No_two_tokens_are_alike() =>
        Assert.That(Enumerable.Range(0, 100).Select(_ => JoinToken.Create(Authority).Secret), Is.Unique);

    [Test]
    public void The_hash_does_not_show_the_secret()
    {
        var token = JoinToken.Create(Authority);
        Assert.That(token.Hash(), Has.Length.EqualTo(64).And.Not.Contains(token.Secret));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("abc")]
    [TestCase("{0}")]
    [TestCase("{0}.")]
    [TestCase("{0}.0123456789abcdef0123456789abcdef0123456")]
    [TestCase("{0}.0123456789abcdef0123456789abcdef0123456g")]
    [TestCase("{0}.0123456789abcdef0123456789abcdef01234567.")]
    [TestCase("00.0123456789abcdef0123456789abcdef01234567")]
    public void A_piece_of_a_token_is_none(string? text) =>
        Assert.That(JoinToken.TryParse(text?.Replace("{0}", Authority.ToHex(), StringComparison.Ordinal), out _), Is.False);
}

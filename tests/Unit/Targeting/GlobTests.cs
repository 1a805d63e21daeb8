using FsCheck;
using FsCheck.Fluent;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Targeting;

public class GlobTests
{
    [TestCase("*", "", true)]
    [TestCase("web*", "web1.example", true)]
    [TestCase("web*", "aweb", false)]
    [TestCase("web?", "web", false)]
    [TestCase("web[12]", "web2", true)]
    [TestCase("web[!12]", "web2", false)]
    [TestCase("web[!12]", "web3", true)]
    [TestCase("web[0-9]", "web5", true)]
    [TestCase("web[9-0]", "web5", false)]
    [TestCase("web[a-]", "web-", true)]
    [TestCase("web[]]", "web]", true)]
    [TestCase("web[!]]", "webx", true)]
    [TestCase("web[", "web[", true)]
    [TestCase("web[1", "web[1", true)]
    [TestCase("WEB", "web", false)]
    [TestCase("*a*b*c*", "xxaxxbxxcxx", true)]
    [TestCase("*.example", "web1.example.com", false)]
    public void A_pattern_is_fnmatchs(string pattern, string text, bool matches) =>
        Assert.That(new Glob(pattern).IsMatch(text), Is.EqualTo(matches));

    [Test]
    public void Many_stars_are_cheap() =>
        Assert.That(new Glob(string.Concat(Enumerable.Repeat("*a", 200)) + "b").IsMatch(new string('a', 253)), Is.False);

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property It_agrees_with_a_naive_matcher() => Prop.ForAll(
        Texts("ab*?[]!-"),
        Texts("ab-!]"),
        (pattern, text) => new Glob(pattern).IsMatch(text) == Naive(pattern, text));

    private static Arbitrary<string> Texts(string alphabet) => Gen.Elements(alphabet.ToCharArray())
        .ArrayOf()
        .Resize(8)
        .Select(chars => new string(chars))
        .ToArbitrary();

    /// <summary>The definition, by recursion.</summary>
    private static bool Naive(string pattern, string text)
    {
        if (pattern.Length == 0) return text.Length == 0;
        if (pattern[0] == '*') return Naive(pattern[1..], text) || (text.Length > 0 && Naive(pattern, text[1..]));
        if (text.Length == 0) return false;
        if (pattern[0] == '?') return Naive(pattern[1..], text[1..]);
        if (pattern[0] == '[')
        {
            var members = pattern[1..];
            var negated = members.StartsWith('!');
            if (negated) members = members[1..];
            var close = members.Length > 0 ? members.IndexOf(']', 1) : -1;
            if (close > 0) return InSet(members[..close], text[0]) != negated && Naive(members[(close + 1)..], text[1..]);
        }

        return pattern[0] == text[0] && Naive(pattern[1..], text[1..]);
    }

    private static bool InSet(string members, char c)
    {
        if (members.Length == 0) return false;
        return members.Length > 2 && members[1] == '-'
            ? (c >= members[0] && c <= members[2]) || InSet(members[3..], c)
            : members[0] == c || InSet(members[1..], c);
    }
}

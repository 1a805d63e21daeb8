using Salt.Shared.Configuration;

namespace Salt.Tests.Unit.Configuration;

public class SpellingTests
{
    [TestCase("timeout", "timeot", true)]
    [TestCase("timeout", "timeoutt", true)]
    [TestCase("timeout", "timeous", true)]
    [TestCase("timeout", "tiemout", true)]
    [TestCase("timeout", "imeout", true)]
    [TestCase("timeout", "timeout", false)]
    [TestCase("timeout", "teimuot", false)]
    [TestCase("timeout", "tmeot", false)]
    [TestCase("timeout", "timeouts_", false)]
    [TestCase("ab", "ba", true)]
    [TestCase("a", "", true)]
    [TestCase("", "", false)]
    public void One_edit_is_a_letter_more_less_other_or_swapped(string one, string other, bool apart)
    {
        Assert.That(Spelling.IsOneEditApart(one, other), Is.EqualTo(apart));
        Assert.That(Spelling.IsOneEditApart(other, one), Is.EqualTo(apart));
    }
}

using Salt.Jinja;

namespace Salt.Tests.Unit.Jinja;

/// <summary>Upper and lower case, and characters that become others, as Python has them.</summary>
internal sealed class CaseTests
{
    [TestCase("'straße'.upper()", "STRASSE")]
    [TestCase("'\u0149 \u01f0 \ufb03 \u0390 \u1fb3 \u0587'.upper()", "\u02bcN J\u030c FFI \u0399\u0308\u0301 \u0391\u0399 \u0535\u0552")]
    [TestCase("'ıſ'.upper()", "IS")]
    [TestCase("'ß'.title() + 'ǆ'.title() + 'ﬁ'.capitalize()", "SsǅFi")]
    [TestCase("'ß-ß' | title", "SS-SS")]
    [TestCase("'ΟΔΟΣ Σ ΣΑΣ. ΑΣ1Β Α᾿Σ'.lower()", "οδος σ σας. ας1β α᾿ς")]
    [TestCase("'ΟΔΟΣ' | lower", "οδος")]
    [TestCase("'ΟΔΟΣ'.title() + 'ΟΔΟΣ'.capitalize() + 'οδος'.swapcase() + ('ΑΣ' | title)", "ΟδοςΟδοςΟΔΟΣΑσ")]
    [TestCase("'İ'.lower() | length", "2")]
    [TestCase("'\u212a'.lower()", "k")]
    [TestCase("'ẞßſᏸꭰΣ'.casefold()", "sssssᏰᎠσ")]
    [TestCase("'aß'.swapcase() + 'ǅ'.swapcase()", "ASSǅ")]
    [TestCase("'they''re bill''s'.title()", "Theyre Bills")]
    [TestCase("\"they're x2y\".title()", "They'Re X2Y")]
    [TestCase("'ა'.title() + 'ა'.upper()", "აᲐ")]
    [TestCase("'𐐨𐐀'.upper() + '𐐨𐐀'.lower()", "𐐀𐐀𐐨𐐨")]
    [TestCase("'ª'.islower() ~ 'Ⅷ'.isupper() ~ 'ǅ'.istitle() ~ 'ǅ'.isupper() ~ 'ⅷ'.isupper()", "TrueTrueTrueFalseFalse")]
    [TestCase("['ΑΣ', 'ας', 'Ας'] | unique | list | length", "1")]
    public void Letters_change_as_in_Python(string expression, string expected) => Assert.That(Render(expression), Is.EqualTo(expected));

    [TestCase("'abc'.translate(''.maketrans('ab', 'xy', 'c'))", "xy")]
    [TestCase("'abc'.translate({97: 'AA', 98: none, 99: 67})", "AAC")]
    [TestCase("'abc'.translate({'a': 'x'})", "abc")]
    [TestCase("'abc'.translate(''.maketrans({'a': 'x', 98: none}))", "xc")]
    [TestCase("'a😀b'.translate(''.maketrans('😀', '☃'))", "a☃b")]
    [TestCase("''.maketrans('ab', 'xy', 'z')", "{97: 120, 98: 121, 122: None}")]
    [TestCase("'\u0001\u0002x'.translate(['p', 'q'])", "q\u0002x")]
    [TestCase("'\u0001x'.translate('pq')", "qx")]
    public void Characters_become_others(string expression, string expected) => Assert.That(Render(expression), Is.EqualTo(expected));

    [TestCase("''.maketrans('a', 'xy')", "the first two maketrans arguments must have equal length")]
    [TestCase("''.maketrans('a')", "if you give only one argument to maketrans it must be a dict")]
    [TestCase("''.maketrans({'ab': 1})", "string keys in translate table must be of length 1")]
    [TestCase("''.maketrans({1.5: 1})", "keys in translate table must be strings or integers")]
    [TestCase("'a'.translate({97: 1.5})", "character mapping must return integer, None or str")]
    [TestCase("'a'.translate({97: 1114112})", "character mapping must be in range(0x110000)")]
    [TestCase("'a'.translate(1)", "'int' object is not subscriptable")]
    public void A_table_that_is_none_is_refused(string expression, string message) =>
        Assert.That(() => Render(expression), Throws.InstanceOf<TemplateException>().With.Message.EqualTo(message));

    private static string Render(string expression)
    {
        var environment = new JinjaEnvironment(new JinjaOptions());
        return environment.Render(environment.Compile("t", "{{ " + expression + " }}"), new Dictionary<string, object?>());
    }
}

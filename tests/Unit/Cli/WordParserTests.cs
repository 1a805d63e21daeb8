using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class WordParserTests
{
    private const int FreeAfter = 2;
    private static readonly Option Time = new(["-t", "--timeout"], "SECONDS", "");
    private static readonly Option Doc = new(["-d", "--doc"], null, "");

    [TestCase("web* test.ping", "web*|test.ping", null, false)]
    [TestCase("-t 5 web* test.ping", "web*|test.ping", "5", false)]
    [TestCase("web* test.ping -t 5", "web*|test.ping", "5", false)]
    [TestCase("web* -t5 test.ping", "web*|test.ping", "5", false)]
    [TestCase("web* -t=5 test.ping", "web*|test.ping", "5", false)]
    [TestCase("web* --timeout=5 test.ping -d", "web*|test.ping", "5", true)]
    [TestCase("web* --timeout 5 --timeout 6 test.ping", "web*|test.ping", "6", false, Description = "the last one counts")]
    [TestCase("web* test.echo -5 -.5 - -x -la", "web*|test.echo|-5|-.5|-|-x|-la", null, false)]
    [TestCase("web* cmd.run ls -tla -dx", "web*|cmd.run|ls|-tla|-dx", null, false, Description = "not -t la, nor -d -x")]
    [TestCase("web* cmd.run nmap -d:3 @file [a] -t5", "web*|cmd.run|nmap|-d:3|@file|[a]", "5", false)]
    [TestCase("web* cmd.run true --timeout=", "web*|cmd.run|true", "", false)]
    [TestCase("web* cmd.run x --timeout==5:6", "web*|cmd.run|x", "=5:6", false)]
    [TestCase("-1 test.ping", "-1|test.ping", null, false)]
    [TestCase("web* test.echo -- -t 5 --out -- -d", "web*|test.echo|-t|5|--out|--|-d", null, false)]
    [TestCase("-t -5 a b", "a|b", "-5", false, Description = "a value is whatever follows")]
    [TestCase("web* test.ping -t -- -d", "web*|test.ping", "--", true, Description = "two dashes too")]
    public void Options_may_stand_anywhere_and_the_rest_is_handed_on(string line, string operands, string? time, bool doc)
    {
        var words = WordParser.Parse(line.Split(' '), [Time, Doc], FreeAfter);

        Assert.Multiple(() =>
        {
            Assert.That(string.Join('|', words.Operands), Is.EqualTo(operands));
            Assert.That(words.ValueOf(Time), Is.EqualTo(time));
            Assert.That(words.Has(Doc), Is.EqualTo(doc));
        });
    }

    [TestCase("-x web* test.ping", "no such option: -x")]
    [TestCase("web* test.ping --tiemout 5", "no such option: --tiemout (did you mean --timeout?); to hand it to the function, write -- before it")]
    [TestCase("web* test.ping --timeouts=5", "no such option: --timeouts=5 (did you mean --timeout?); to hand it to the function, write -- before it")]
    [TestCase("web* test.ping -t", "--timeout needs a value: --timeout SECONDS")]
    [TestCase("web* test.ping --doc=x", "--doc takes no value")]
    [TestCase("-xyz web* test.ping", "no such option: -xyz")]
    [TestCase("--timeout:5 web* test.ping", "no such option: --timeout:5")]
    [TestCase("-t --doc web* test.ping", "--timeout needs a value: --timeout SECONDS", Description = "an option of ours is no value")]
    public void What_cannot_be_meant_is_refused(string line, string message)
    {
        var e = Assert.Throws<SaltException>(() => WordParser.Parse(line.Split(' '), [Time, Doc], FreeAfter));

        Assert.Multiple(() =>
        {
            Assert.That(e.Failure, Is.EqualTo(Failure.BadRequest));
            Assert.That(e.Message, Is.EqualTo(message));
        });
    }

    // Salt's kind of target and the seconds of polling share a spelling: the word behind it decides.
    [TestCase("-P os:Deb.* test.ping", "os:Deb.*|test.ping", true, null)]
    [TestCase("web* test.ping -P 3", "web*|test.ping", false, "3")]
    [TestCase("-P 0 web* test.ping", "web*|test.ping", false, "0")]
    [TestCase("web* -P3 test.ping", "web*|test.ping", false, "3")]
    [TestCase("web* -P=3 test.ping", "web*|test.ping", false, "3")]
    [TestCase("-P -P 3 os:Deb.* test.ping", "os:Deb.*|test.ping", true, "3")]
    [TestCase("--grain-pcre os:Deb.* test.ping --poll 3", "os:Deb.*|test.ping", true, "3")]
    [TestCase("--poll x web* test.ping", "web*|test.ping", false, "x", Description = "refused by whoever reads the number")]
    [TestCase("web* test.ping -P", "web*|test.ping", true, null)]
    [TestCase("web* test.echo -- -P 3", "web*|test.echo|-P|3", false, null)]
    public void Of_two_options_with_one_spelling_the_value_decides(string line, string operands, bool isKind, string? seconds)
    {
        var kind = new Option(["-P", "--grain-pcre"], null, "");
        var poll = new Option(["-P", "--poll"], "SECONDS", "") { Fits = text => text.All(char.IsAsciiDigit) };
        foreach (var options in new Option[][] { [kind, poll], [poll, kind] })
        {
            var words = WordParser.Parse(line.Split(' '), options, FreeAfter);

            Assert.Multiple(() =>
            {
                Assert.That(string.Join('|', words.Operands), Is.EqualTo(operands));
                Assert.That(words.Has(kind), Is.EqualTo(isKind));
                Assert.That(words.ValueOf(poll), Is.EqualTo(seconds));
            });
        }
    }

    [TestCase("list -1", "list", true)]
    [TestCase("list -2", "list|-2", false)]
    [TestCase("list -- -1", "list|-1", false)]
    public void A_digit_may_be_an_option_where_one_has_that_name(string line, string operands, bool isGiven)
    {
        var one = new Option(["-1", "--oneline"], null, "");

        var words = WordParser.Parse(line.Split(' '), [one]);

        Assert.That((string.Join('|', words.Operands), words.Has(one)), Is.EqualTo((operands, isGiven)));
    }

    [TestCase("0", 1)]
    [TestCase("-1", 0)]
    [TestCase("x", 0)]
    [TestCase("1.5", 0)]
    [TestCase("99999999999", 0)]
    public void A_number_that_is_none_or_too_small_is_refused(string text, int least)
    {
        var words = WordParser.Parse(["-t", text], [Time]);
        Assert.That(() => words.NumberOf(Time, least), Throws.TypeOf<SaltException>().With.Message.Contains($"'{text}'"));
    }
}

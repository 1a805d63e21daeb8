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
    [TestCase("-1 test.ping", "-1|test.ping", null, false)]
    [TestCase("web* test.echo -- -t 5 --out -- -d", "web*|test.echo|-t|5|--out|--|-d", null, false)]
    [TestCase("-t -5 a b", "a|b", "-5", false, Description = "a value is whatever follows")]
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
    [TestCase("web* test.ping --tiemout 5", "no such option: --tiemout; to hand it to the function, write -- before it")]
    [TestCase("web* test.ping --timeouts=5", "no such option: --timeouts=5; to hand it to the function, write -- before it")]
    [TestCase("web* test.ping -t", "--timeout needs a value: --timeout SECONDS")]
    [TestCase("web* test.ping --doc=x", "--doc takes no value")]
    public void What_cannot_be_meant_is_refused(string line, string message)
    {
        var e = Assert.Throws<SaltException>(() => WordParser.Parse(line.Split(' '), [Time, Doc], FreeAfter));

        Assert.Multiple(() =>
        {
            Assert.That(e.Failure, Is.EqualTo(Failure.BadRequest));
            Assert.That(e.Message, Is.EqualTo(message));
        });
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

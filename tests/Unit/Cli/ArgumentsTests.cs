using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class ArgumentsTests
{
    private static readonly Option Slow = new("--slow", "");
    private static readonly Option Name = new(["-n", "--name"], "NAME", "");

    private static readonly Function Function = new(
        "jobs.try",
        "",
        [
            new Parameter("jid", "") { IsRequired = true },
            new Parameter("name", "") { Option = Name },
            new Parameter("slow", "") { Option = Slow },
        ],
        (_, _, _) => Task.FromResult(0));

    [TestCase("1", "jid=1")]
    [TestCase("jid=1 name=x", "jid=1 name=x")]
    [TestCase("name=a=b 1", "jid=1 name=a=b")]
    [TestCase("1 -n x --slow", "jid=1 name=x slow=True")]
    [TestCase("1 slow=false", "jid=1 slow=False")]
    [TestCase("1 name=None", "jid=1")]
    [TestCase("A=b", "jid=A=b", Description = "not a name as Salt has them: a value")]
    public void Arguments_come_by_place_by_name_and_as_options(string line, string bound)
    {
        var arguments = Bind(line);

        var seen = $"jid={arguments.Text("jid")}"
            + (arguments.Has("name") ? $" name={arguments.Text("name")}" : "")
            + (arguments.Has("slow") ? $" slow={arguments.Flag("slow")}" : "");
        Assert.That(seen, Is.EqualTo(bound));
    }

    [TestCase("", "the jid is missing: master-cli jobs try JID")]
    [TestCase("1 2", "'2' is one word too many")]
    [TestCase("1 nme=x", "there is no argument 'nme'; what there is: master-cli jobs try --help")]
    public void A_verb_says_it_in_its_own(string line, string message) =>
        Assert.That(() => Bind(line), Throws.TypeOf<SaltException>().With.Message.EqualTo(message));

    [TestCase("1 slow=perhaps", "--slow takes True or False, not 'perhaps'")]
    public void A_flag_is_true_or_false(string line, string message) =>
        Assert.That(() => Bind(line).Flag("slow"), Throws.TypeOf<SaltException>().With.Message.EqualTo(message));

    private static Arguments Bind(string line)
    {
        var words = WordParser.Parse(Words(line), [Name, Slow]);
        return Arguments.Bind(Function, "master-cli jobs try", words.Operands, words);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

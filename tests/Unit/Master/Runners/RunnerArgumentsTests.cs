using System.Text.Json.Nodes;
using NUnit.Framework.Constraints;
using Salt.Master.Runners;
using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Master.Runners;

public class RunnerArgumentsTests
{
    private static readonly RunnerFunction Function = new()
    {
        Name = "jobs.try",
        Doc = "",
        Parameters =
        [
            new("jid", "") { IsRequired = true },
            new("subset", "") { IsPositional = true },
            new("slow", "") { Default = "False" },
            new("source", "") { Possible = ["None"], Refusal = "there is none" },
            new("own", "") { IsSalts = false },
        ],
        Plan = _ => throw new NotSupportedException(),
    };

    [TestCase("1", "jid=1 subset= slow=False")]
    [TestCase("jid=1 subset=x", "jid=1 subset=x slow=False")]
    [TestCase("1 a,b slow=true", "jid=1 subset=a,b slow=True")]
    [TestCase("1 [a,b] slow=True", "jid=1 subset=a,b slow=True")]
    [TestCase("1 None slow=0", "jid=1 subset= slow=False")]
    [TestCase("1.10 own=5", "jid=1.10 subset= slow=False")]
    public void Arguments_come_by_place_and_by_name_typed_or_declared(string line, string bound)
    {
        var arguments = Bind(line);

        Assert.That($"jid={arguments.Text("jid")} subset={string.Join(',', arguments.List("subset"))} slow={arguments.Flag("slow")}", Is.EqualTo(bound));
    }

    [TestCase("", "Passed invalid arguments: try() missing 1 required positional argument: 'jid'\nUsage: jobs.try JID [subset=None] [slow=False] [source=None]")]
    [TestCase("1 2 3", "try() takes 2 positional arguments but 3 were given")]
    [TestCase("1 nme=x", "try() got an unexpected keyword argument 'nme'")]
    [TestCase("1 jid=2", "try() got multiple values for argument 'jid'")]
    [TestCase("1 source=redis", "source=redis: there is none")]
    public void What_does_not_fit_is_refused_in_Salts_words(string line, string message) => Assert.That(
        () => Bind(line),
        Throws.TypeOf<SaltException>().With.Message.Contains(message).And.Property(nameof(SaltException.Failure)).EqualTo(Failure.BadRequest));

    [Test]
    public void A_value_of_the_wrong_kind_is_refused_with_what_it_can_be()
    {
        var arguments = Bind("nojid slow=perhaps own=x");

        Assert.Multiple(() =>
        {
            Assert.That(() => arguments.Flag("slow"), Refused("slow takes True or False, not 'perhaps'"));
            Assert.That(() => arguments.Number("own", otherwise: 1, least: 0), Refused("own takes a whole number from 0 on, not 'x'"));
            Assert.That(() => arguments.Jid("jid"), Refused("'nojid' is not a jid: 20 digits, as master-cli jobs list shows them"));
            Assert.That(() => arguments.Map("own"), Refused("own takes K=V or a JSON object, not 'x'"));
        });
    }

    [TestCase("""{"ticket": 7}""", """{"ticket":7}""")]
    [TestCase("\"ticket=7,by=me\"", """{"ticket":7,"by":"me"}""")]
    [TestCase("\"{ticket: 7}\"", """{"ticket":7}""")]
    public void A_map_is_one_or_is_typed_as_one(string given, string map)
    {
        var arguments = RunnerArguments.Bind(Function, ["1"], new JsonObject { ["own"] = JsonNode.Parse(given) });

        Assert.That(arguments.Map("own")!.ToJsonString(), Is.EqualTo(map));
    }

    private static RunnerArguments Bind(string line)
    {
        var words = CommandLineArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return RunnerArguments.Bind(Function, words.Arg, words.Kwarg);
    }

    private static EqualConstraint<Failure> Refused(string message) =>
        Throws.TypeOf<SaltException>().With.Message.EqualTo(message).And.Property(nameof(SaltException.Failure)).EqualTo(Failure.BadRequest);
}

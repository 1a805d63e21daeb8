using System.Text;
using Salt.Minion.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class PublishedArgumentsTests
{
    [TestCase("", "", "[]")]
    [TestCase("""["a",1]""", "{}", """["a",1]""")]
    [TestCase("""["a"]""", """{"timeout":2}""", """["a",{"timeout":2,"__kwarg__":true}]""")]
    [TestCase("[]", """{"b":null}""", """[{"b":null,"__kwarg__":true}]""")]
    public void Keyword_arguments_follow_the_others_as_a_marked_map(string arg, string kwarg, string shown)
    {
        var job = new PublishedJob("master", default, "f", Encoding.UTF8.GetBytes(arg), Encoding.UTF8.GetBytes(kwarg), "*", "glob", "root", null, default);

        Assert.That(PublishedArguments.Of(job).ToJsonString(), Is.EqualTo(shown));
    }
}

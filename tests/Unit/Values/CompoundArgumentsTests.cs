using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

public class CompoundArgumentsTests
{
    [TestCase("a.a,b.b", ",hello", """[[],["hello"]]""")]
    [TestCase("a.a,b.b", "hello,", """[["hello"],[]]""")]
    [TestCase("a.a,b.b", ",", "[[],[]]")]
    [TestCase("a.a,b.b", "", "[[],[]]", Description = "none for any")]
    [TestCase("a.a,b.b,c.c", "one|,|,|three", """[["one"],[],["three"]]""")]
    [TestCase("a.a,b.b,c.c", "one,,three", """[["one"],[],["three"]]""")]
    [TestCase("a.a,b.b", "x|y|,|z", """[["x","y"],["z"]]""")]
    [TestCase("a.a,b.b", "x|y,z|w", """[["x","y"],["z","w"]]""")]
    [TestCase("a.a,b.b", "x,y|,|z", """[["x,y"],["z"]]""", Description = "with words enough, a comma inside one is its own")]
    [TestCase("a.a,b.b", "1|k=v|,|True|l=[1, 2]", """[[1,{"k":"v","__kwarg__":true}],[true,{"l":[1,2],"__kwarg__":true}]]""")]
    public void Commas_hand_the_arguments_out(string fun, string words, string expected) =>
        Assert.That(Parse(fun, words, ",").ToJsonString(), Is.EqualTo(expected));

    [Test]
    public void Another_separator_leaves_commas_alone() =>
        Assert.That(Parse("a.a,b.b", "x,y|--|z", "--").ToJsonString(), Is.EqualTo("""[["x,y"],["z"]]"""));

    [TestCase("hello", "Cannot execute compound command without defining all arguments: "
        + "there are 2 functions and 1 list of arguments, which a comma ends")]
    [TestCase("x|,|y|,|z", "Cannot execute compound command with more arguments than commands: "
        + "there are 2 functions and 3 lists of arguments, which a comma ends")]
    [TestCase("x,y,z", "Cannot execute compound command with more arguments than commands: "
        + "there are 2 functions and 3 lists of arguments, which a comma ends")]
    public void Arguments_for_too_few_or_too_many_are_refused(string words, string message) => Assert.That(
        () => Parse("a.a,b.b", words, ","),
        Throws.TypeOf<SaltException>().With.Message.EqualTo(message).And.Property(nameof(SaltException.Failure)).EqualTo(Failure.BadRequest));

    private static System.Text.Json.Nodes.JsonArray Parse(string fun, string words, string separator) =>
        CompoundArguments.Parse(fun, words.Length == 0 ? [] : words.Split('|'), separator);
}

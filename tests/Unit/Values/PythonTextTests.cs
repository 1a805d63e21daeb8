using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

public class PythonTextTests
{
    [TestCase("true", "True")]
    [TestCase("null", "None")]
    [TestCase("1", "1")]
    [TestCase("123456789012345678901234567890", "123456789012345678901234567890")]
    [TestCase("1.5", "1.5")]
    [TestCase("1.50", "1.5")]
    [TestCase("1.0", "1.0")]
    [TestCase("-0.0", "-0.0")]
    [TestCase("0.0001", "0.0001")]
    [TestCase("0.00001", "1e-05")]
    [TestCase("1e15", "1000000000000000.0")]
    [TestCase("1e16", "1e+16")]
    [TestCase("1.25e-7", "1.25e-07")]
    [TestCase("123456789.125", "123456789.125")]
    [TestCase("1e400", "inf")]
    [TestCase("0.1", "0.1")]
    [TestCase("""["a", 1, null]""", "['a', 1, None]")]
    [TestCase("""{"a": {"b": [true]}}""", "{'a': {'b': [True]}}")]
    [TestCase("""["it's", "say \"x\"", "both ' and \""]""", """["it's", 'say "x"', 'both \' and "']""")]
    [TestCase("""["tab\tline\nback\\bell\u0007ü"]""", @"['tab\tline\nback\\bell\x07ü']")]
    public void Repr_is_Pythons(string json, string repr) =>
        Assert.That(PythonText.Repr(JsonElement.Parse(json)), Is.EqualTo(repr));

    [Test]
    public void Str_of_a_text_is_the_text() => Assert.That(PythonText.Str(JsonElement.Parse("\"it's\"")), Is.EqualTo("it's"));
}

using Salt.Shared.Output;

namespace Salt.Tests.Unit.Output;

public class NestedOutputterTests
{
    // Expected: what Salt's own outputter printed.
    [TestCase("""{"b": 1, "a": {"y": [], "x": {}}}""", "a:\n    ----------\n    x:\n        ----------\n    y:\nb:\n    1\n")]
    [TestCase("""{"B": 1, "a": 2, "A": 3}""", "A:\n    3\nB:\n    1\na:\n    2\n", Description = "by code point")]
    [TestCase("""["a\nb", ["c\nd", ["e"]], {"k": ["v"]}]""",
        "- a\n  b\n|_\n  - c\n    d\n  |_\n    - e\n|_\n  ----------\n  k:\n      - v\n")]
    [TestCase("""[true, false, null, 1, 1.0, 1e16, 1e-7, 12345678901234567890123]""",
        "- True\n- False\n- None\n- 1\n- 1.0\n- 1e+16\n- 1e-07\n- 12345678901234567890123\n")]
    [TestCase("\"a\\r\\nb\\rc\\u2028d\\n\\ne\\n\"", "a\nb\nc\nd\n\ne\n")]
    [TestCase("\"\"", "")]
    [TestCase("[]", "")]
    [TestCase("{}", "")]
    [TestCase("\"  two  \\n\\n  \"", "  two\n", Description = "white space at the end goes")]
    public void Data_is_laid_out_as_Salt_does(string json, string expected) =>
        Assert.That(Printed.Data("nested", json), Is.EqualTo(expected));

    [Test]
    public void A_minion_cannot_steer_the_terminal() => Assert.That(
        Printed.Returns("nested", ("web1", """{"k\u001b[2J": "\u001b[31mred"}""")),
        Is.EqualTo("web1:\n    ----------\n    k?[2J:\n        ?[31mred\n"));

    [Test]
    public void The_keys_of_a_failure_are_red_and_its_values_keep_their_colours()
    {
        using var writer = new StringWriter();
        var outputter = Outputters.Find("nested", writer, coloured: true)!;

        outputter.WriteReturn("web1", Printed.Json("""{"a": "text", "b": [[1]]}"""), failed: true);

        Assert.That(writer.ToString().Replace("\e[0;0m", "."), Is.EqualTo(
            """
            ^[0;31mweb1.:
                ^[0;31m----------.
                ^[0;31ma.:
                    ^[0;32mtext.
                ^[0;31mb.:
                    ^[0;31m|_.
                      ^[0;1;33m- 1.

            """.Replace('^', '\e')));
    }
}

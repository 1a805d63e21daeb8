using Salt.Shared.Output;

namespace Salt.Tests.Unit.Output;

public class OutputtersTests
{
    [Test]
    public void Every_name_that_help_lists_has_an_outputter()
    {
        using var writer = new StringWriter();
        Assert.That(Outputters.Names.Where(name => Outputters.Find(name, writer, coloured: false) is null), Is.Empty);
    }

    [Test]
    public void An_unknown_name_is_complained_of_and_falls_back_to_nested()
    {
        using var writer = new StringWriter();
        var complaints = new List<string>();

        Outputters.FindOrNested("json_out", writer, coloured: false, complaints.Add).WriteReturn("web1", Printed.Json("true"), failed: false);

        Assert.Multiple(() =>
        {
            Assert.That(complaints, Is.EqualTo(new[] { "[ERROR   ] Invalid outputter json_out specified, fall back to nested" }));
            Assert.That(writer.ToString(), Is.EqualTo("web1:\n    True\n"));
        });
    }

    [TestCase("txt", """{"web1": "a\nb", "web2": [1, "x"], "web3": ""}""", "web1: a\nweb1: b\nweb2: [1, 'x']\n")]
    [TestCase("txt", "\"a\\nb\"", "a\nb\n")]
    [TestCase("txt", "[1, null]", "[1, None]\n")]
    [TestCase("raw", """{"a": "it's", "b": [true, 1.0]}""", "{'a': \"it's\", 'b': [True, 1.0]}\n")]
    [TestCase("newline_values_only", """{"a": [1, "x", [2]], "b": "y", "c": {"d": null}}""", "1\nx\n[2]\ny\n{'d': None}\n")]
    [TestCase("newline_values_only", "[1, 2]", "1\n2\n")]
    [TestCase("quiet", "[1]", "")]
    [TestCase("no_out", "[1]", "")]
    [TestCase("text", "[1]", "[1]\n")]
    [TestCase("pprint", """{"b": [true, null], "a": "it's"}""", "{'a': \"it's\", 'b': [True, None]}\n")]
    [TestCase("key", """{"minions_pre": ["web2"], "minions": ["web1"], "minions_rejected": []}""", "Accepted Keys:\nweb1\nUnaccepted Keys:\nweb2\nRejected Keys:\n")]
    [TestCase("key", """{"minions": {"web1": "aa:bb"}}""", "Accepted Keys:\nweb1:  aa:bb\n")]
    [TestCase("key", """{"web1": true}""", "web1:\n    True\n")]
    [TestCase("table", """[{"b": 1, "a": "x"}, {"a": "long"}]""", "------------\n| a    | b |\n------------\n| x    | 1 |\n| long |   |\n------------\n")]
    [TestCase("table", "[[1, 22], [3]]", "----------\n| 1 | 22 |\n| 3 |    |\n----------\n")]
    [TestCase("table", """{"a": ["x"]}""", "a:\n----------\n    -----\n    | x |\n    -----\n")]
    [TestCase("jsonl", """{"a": [1, 2]}""", "{\"a\":[1,2]}\n")]
    public void The_plain_formats_print(string format, string json, string expected) =>
        Assert.That(Printed.Data(format, json), Is.EqualTo(expected));

    [TestCase("nested", true)]
    [TestCase("txt", true)]
    [TestCase("json", false)]
    [TestCase("jsonl", false)]
    [TestCase("pprint", false)]
    [TestCase("table", true)]
    [TestCase("key", true)]
    [TestCase("yaml", false)]
    [TestCase("raw", false)]
    [TestCase("newline_values_only", false)]
    [TestCase("quiet", false)]
    public void Only_pages_for_people_carry_more_than_data(string format, bool isPage)
    {
        using var writer = new StringWriter();
        Assert.That(Outputters.Find(format, writer, coloured: false)!.IsPage, Is.EqualTo(isPage));
    }
}

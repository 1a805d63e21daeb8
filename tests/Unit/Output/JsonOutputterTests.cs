using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Tests.Unit.Output;

public class JsonOutputterTests
{
    [TestCase("""{"b":1,"a":[]}""", "{\n    \"b\": 1,\n    \"a\": []\n}\n", Description = "order kept")]
    [TestCase("""[{},1.50,12345678901234567890123]""", "[\n    {},\n    1.50,\n    12345678901234567890123\n]\n", Description = "numbers exact")]
    [TestCase("\"é<&>'\\u0000\\n\"", "\"é<&>'\\u0000\\n\"\n")]
    [TestCase("\"😀 é 漢 👩‍🚀\"", "\"😀 é 漢 👩‍🚀\"\n", Description = "all that can be printed stays as it is")]
    [TestCase("\"\\u007f\\u009b\\u2028\\u0001\\t\\f\"", "\"\\u007F\\u009B\\u2028\\u0001\\t\\f\"\n", Description = "what a terminal would act on does not")]
    [TestCase("{}", "{}\n")]
    [TestCase("null", "null\n")]
    public void Data_is_indented_by_four_and_escaped_no_more_than_it_must(string json, string expected) =>
        Assert.That(Printed.Data("json", json), Is.EqualTo(expected));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void The_returns_of_all_minions_are_one_document(int count)
    {
        var returns = Enumerable.Range(1, count).Select(number => ($"web{number}", """{"a": [1, "x"], "b": {}}""")).ToArray();

        var printed = Printed.Returns("json", returns);

        var expected = new JsonObject(returns.Select(pair => KeyValuePair.Create(pair.Item1, JsonNode.Parse(pair.Item2))));
        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(printed), expected), printed);
            var indented = new JsonSerializerOptions { WriteIndented = true, IndentSize = 4, NewLine = "\n" };
            Assert.That(printed, Is.EqualTo(expected.ToJsonString(indented) + "\n"));
        });
    }

    [Test]
    public void Deep_values_pass()
    {
        const int depth = 900;
        var json = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));

        Assert.Multiple(() =>
        {
            Assert.That(Printed.Returns("jsonl", ("web1", json)), Is.EqualTo($"{{\"web1\":{json}}}\n"));
            Assert.That(Printed.Returns("raw", ("web1", json)), Is.EqualTo($"{{'web1': {json}}}\n"));
            Assert.That(Printed.Returns("json", ("web1", json)).Where(c => c is '[' or ']'), Is.EqualTo(json));
        });
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Validation;

namespace Salt.Tests.Unit.Validation;

internal sealed class JsonCheckTests
{
    private static readonly JsonRule Any = new(JsonShape.Any, 8);

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("""{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}""")]
    [TestCase(""" {"a" : 1.5e3 , "ä":"\u00e4\n"} """)]
    [TestCase("""["\ud83d\ude00","😀"]""")]
    [TestCase("""["\\ud800","a\\\\ud800"]""", Description = "no escape but a backslash")]
    [TestCase("[[[[[[[[]]]]]]]]", Description = "as deep as is taken")]
    [TestCase("""{"":1," ":2}""")]
    public void What_every_reader_takes_alike_is_taken(string json) => Assert.That(Fault(json), Is.Null);

    [TestCase("", "is not JSON (at byte 0)")]
    [TestCase("nonsense", "is not JSON (at byte 0)")]
    [TestCase("[1", "is not JSON (at byte 2)")]
    [TestCase("[] []", "is not JSON (at byte 3)")]
    [TestCase("[NaN]", "is not JSON (at byte 1)")]
    [TestCase("[01]", "is not JSON (at byte 1)")]
    [TestCase("""{"a":1,"a":2}""", "has the key 'a' twice in one object")]
    [TestCase("""{"a":1,"b":{"c":1,"\u0063":2}}""", "has the key 'c' twice in one object")]
    [TestCase("""[{"":1,"":2}]""", "has the key '' twice in one object")]
    [TestCase("""["\ud800"]""", "has half a character (a lone surrogate) at byte 1")]
    [TestCase("""["\udc00\ud800"]""", "has half a character (a lone surrogate) at byte 1")]
    [TestCase("""["\ud800\ud800\udc00"]""", "has half a character (a lone surrogate) at byte 1")]
    [TestCase("""{"\ud800":1}""", "has half a character (a lone surrogate) at byte 1")]
    [TestCase("[[[[[[[[[]]]]]]]]]", "is nested deeper than 8")]
    [TestCase("""[[[[[[[[{}]]]]]]]]""", "is nested deeper than 8")]
    public void What_readers_would_take_differently_is_not(string json, string fault) => Assert.That(Fault(json), Is.EqualTo(fault));

    [TestCase("{}", JsonShape.Array, "is no JSON array")]
    [TestCase("[]", JsonShape.Map, "is no JSON object")]
    [TestCase("1", JsonShape.Map, "is no JSON object")]
    public void The_shape_counts(string json, JsonShape shape, string fault) =>
        Assert.That(JsonCheck.Fault(Encoding.UTF8.GetBytes(json), new JsonRule(shape, 8)), Is.EqualTo(fault));

    [Test]
    public void Bytes_that_are_no_utf8_are_no_json() => Assert.Multiple(() =>
    {
        Assert.That(JsonCheck.Fault("[\"\xff\"]"u8.ToArray().Select(b => b == 0xc3 ? (byte)0xff : b).ToArray(), Any), Is.EqualTo("is not UTF-8"));
        Assert.That(JsonCheck.Fault(new byte[] { (byte)'"', 0xed, 0xa0, 0x80, (byte)'"' }, Any), Is.EqualTo("is not UTF-8"), "a surrogate in bytes");
        Assert.That(JsonCheck.Fault(new byte[] { (byte)'"', 0xc0, 0xaf, (byte)'"' }, Any), Is.EqualTo("is not UTF-8"), "longer than need be");
    });

    [Test]
    public void A_number_has_as_many_digits_as_Python_reads() => Assert.Multiple(() =>
    {
        Assert.That(Fault(new string('1', WireLimits.NumberLength)), Is.Null);
        Assert.That(Fault(new string('1', WireLimits.NumberLength + 1)), Does.StartWith("has a number of 4301 characters"));
    });

    [Test]
    public void A_text_longer_than_its_rule_is_not_read() =>
        Assert.That(JsonCheck.Fault("[1]"u8.ToArray(), Any with { Bytes = 2 }), Is.EqualTo("is 3 bytes long, at most 2 are taken"));

    [TestCase(15)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(40_000)]
    public void A_key_is_found_again_among_few_and_among_many(int keys)
    {
        var members = string.Join(',', Enumerable.Range(0, keys).Select(i => $"\"k{i}\":{i}"));
        Assert.Multiple(() =>
        {
            Assert.That(Fault($"{{{members}}}"), Is.Null);
            Assert.That(Fault($"{{{members},\"k{keys / 2}\":0}}"), Is.EqualTo($"has the key 'k{keys / 2}' twice in one object"));
        });
    }

    [Test]
    public void A_foreign_key_does_nothing_to_the_line_that_names_it() =>
        Assert.That(Fault("""{"\u001b[31m":1,"\u001b[31m":2}"""), Is.EqualTo("has the key '\\x1b[31m' twice in one object"));

    /// <summary>Whatever is taken here, the readers of the program take: JsonNode with all it holds, and the writer.</summary>
    [Test]
    public void What_is_taken_can_be_read_and_written_by_all_there_is()
    {
        var random = new Random(20260704);
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var json = Mutated(random);
            if (JsonCheck.Fault(json, JsonRule.Return) is not null) continue;
            taken++;
            Assert.That(() => ReadAll(JsonNode.Parse(json)), Throws.Nothing, Encoding.UTF8.GetString(json));
        }

        Assert.That(taken, Is.GreaterThan(500), "else nothing was shown");
    }

    private static void ReadAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members) ReadAll(value);
                break;
            case JsonArray items:
                foreach (var item in items) ReadAll(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }

        node?.ToJsonString();
    }

    private static byte[] Mutated(Random random)
    {
        var text = Encoding.UTF8.GetBytes("""{"a":[1,"\ud83d\ude00",null,{"b":true,"c":"\u0041"}],"d":-1.5e3,"ä":"x\"y"}""");
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0: text[at] = (byte)random.Next(256); break;
                case 1: text[at] = "{}[]\",:\\u0d8 a"u8.ToArray()[random.Next(14)]; break;
                default: text = [.. text[..at], .. text[(at + 1)..]]; break;
            }
        }

        return text;
    }

    private static string? Fault(string json) => JsonCheck.Fault(Encoding.UTF8.GetBytes(json), Any);
}

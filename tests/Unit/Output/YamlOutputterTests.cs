using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Output;

public class YamlOutputterTests
{
    // Expected: what PyYAML's safe_dump(default_flow_style=False, allow_unicode=True) wrote.
    [TestCase("""{"b": [1, [2, 3], {"x": 1, "y": {}}], "a": []}""", "a: []\nb:\n- 1\n- - 2\n  - 3\n- x: 1\n  y: {}\n")]
    [TestCase("""["yes", "1", "1.5", "~", "", "null", "0x1f", "12:30", "2026-11-21", "=", "<<", ".inf", "-"]""",
        "- 'yes'\n- '1'\n- '1.5'\n- '~'\n- ''\n- 'null'\n- '0x1f'\n- '12:30'\n- '2026-11-21'\n- '='\n- '<<'\n- '.inf'\n- '-'\n")]
    [TestCase("""["a: b", "a:b", "a #b", "a#b", "#a", "- a", "-a", "'", "it's", " a", "a ", "%a", "a%", "@", "é", "😀"]""",
        "- 'a: b'\n- a:b\n- 'a #b'\n- a#b\n- '#a'\n- '- a'\n- -a\n- ''''\n- it's\n- ' a'\n- 'a '\n- '%a'\n- a%\n- '@'\n- é\n- 😀\n")]
    [TestCase("""{"j": "multi\nline\n"}""", "j: 'multi\n\n  line\n\n  '\n")]
    [TestCase("""{"j": "tab\there", "k": "bell\u0007\u0085"}""", "j: \"tab\\there\"\nk: \"bell\\a\\N\"\n")]
    [TestCase("""[1e16, 1.5, 1e-7, -0.0, true, null]""", "- 1.0e+16\n- 1.5\n- 1.0e-07\n- -0.0\n- true\n- null\n")]
    [TestCase("\"plain\"", "plain\n...\n")]
    [TestCase("\"1\"", "'1'\n")]
    [TestCase("[]", "[]\n")]
    [TestCase("""{"": 1, "a\nb": {"c": 2}}""", "? ''\n: 1\n? 'a\n\n  b'\n: c: 2\n")]
    public void Data_is_written_as_PyYAML_does(string json, string expected) =>
        Assert.That(Printed.Data("yaml", json), Is.EqualTo(expected));

    [Test]
    public void Long_lines_are_folded_where_PyYAML_folds_them()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 20));

        Assert.Multiple(() =>
        {
            Assert.That(
                Printed.Data("yaml", $$"""{"k": "{{words}}"}"""),
                Is.EqualTo($"k: {string.Join(' ', Enumerable.Repeat("word", 16))}\n  {string.Join(' ', Enumerable.Repeat("word", 4))}\n"));
            Assert.That(
                Printed.Data("yaml", $$"""{"k": "\t{{words}}"}"""),
                Is.EqualTo($"k: \"\\t{string.Join(' ', Enumerable.Repeat("word", 16))}\\\n  \\ {string.Join(' ', Enumerable.Repeat("word", 4))}\"\n"));
        });
    }

    [Test]
    public void The_returns_of_all_minions_are_one_mapping() => Assert.That(
        Printed.Returns("yaml", ("web1", "true"), ("1", "[]"), ("web2", """{"a": "b"}""")),
        Is.EqualTo("web1: true\n'1': []\nweb2:\n  a: b\n"));

    [Test]
    public void No_return_at_all_is_an_empty_mapping() => Assert.That(Printed.Returns("yaml"), Is.EqualTo("{}\n"));

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property What_is_written_reads_back_the_same() => Prop.ForAll(
        Texts.Zip(Texts).ToArbitrary(),
        pair =>
        {
            var value = new JsonObject { [pair.Item1] = new JsonArray(pair.Item2, new JsonObject { ["k"] = pair.Item2 }) };

            var yaml = Printed.Data("yaml", value.ToJsonString());

            var read = YamlJson.ToJson(YamlReader.Read(yaml)!);
            return JsonNode.DeepEquals(read, value).Label($"{yaml}\nreads back as {read?.ToJsonString()}");
        });

    // Short ones, and without '*': what PyYAML folds YamlDotNet does not always unfold, and " *" in a key it refuses.
    private static Gen<string> Texts => Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces.Take(10)));

    // What YAML takes for something else than text.
    private static readonly string[] Pieces =
    [
        "a", " ", "  ", "\n", "'", "\"", ":", ": ", "#", " #", "-", "- ", "?", "[", "{", "}", ",", "yes", "1", "1.5", "~", "é", "😀",
        "\t", "\\", "%", "@", "!", "&", "|", ">", "=", "---", "...",
    ];
}

using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

public class YamlJsonTests
{
    [TestCase("a: 1\nb: [x, 'y', \"z\"]", """{"a":1,"b":["x","y","z"]}""")]
    [TestCase("[yes, No, ON, off, True, 'yes']", """[true,false,true,false,true,"yes"]""")]
    [TestCase("[~, null, Null, '', '~']", """[null,null,null,"","~"]""")]
    [TestCase("a:\nb:", """{"a":null,"b":null}""")]
    [TestCase("[1, -1, +1, 017, 0x1f, 0b101, 1_000, 1:30]", "[1,-1,1,17,31,5,1000,90]")]
    [TestCase("[18, 08, 0o17, 1a]", """[18,"08","0o17","1a"]""")]
    [TestCase("[1.5, 1.10, .5, 1., 1e3, 1.0e+3, 1:30.5]", """[1.5,1.10,0.5,1,"1e3",1.0e+3,90.5]""")]
    [TestCase("[.inf, .nan, 2026-11-21, 12:61]", """[".inf",".nan","2026-11-21","12:61"]""")]
    [TestCase("123456789012345678901234567890", "123456789012345678901234567890")]
    [TestCase("{1: a, true: b, null: c}", """{"1":"a","true":"b","null":"c"}""")]
    [TestCase("a: &x {p: 1}\nb: *x", """{"a":{"p":1},"b":{"p":1}}""")]
    [TestCase("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  p: 3", """{"a":{"p":1,"q":2},"b":{"p":3,"q":2}}""")]
    [TestCase("a: !!str 5\nb: !!int '5'", """{"a":"5","b":5}""")]
    public void Yaml_is_read_as_PyYAML_reads_it(string yaml, string json) => Assert.That(Json(yaml), Is.EqualTo(json));

    [TestCase("a: 1\na: 2", 2, "there twice")]
    [TestCase("1: a\n0x1: b", 2, "the key '1' is there twice")]
    [TestCase("a: 1\nb: [1", 2, "did not find expected")]
    [TestCase("a: 1\n---\nb: 1", 3, "a second document")]
    [TestCase("a: !foo 1", 1, "the tag '!foo' is not known")]
    [TestCase("x: 1\n? [a]\n: b", 2, "cannot be a key")]
    [TestCase("a: *nothing", 1, "nothing")]
    [TestCase("x: 1\na: &a [*a]", 2, "an alias inside itself")]
    [TestCase("a: \tb: c", 1, "")]
    public void A_fault_names_its_line(string yaml, int line, string message)
    {
        var fault = Assert.Throws<YamlFormatException>(() => Json(yaml))!;
        Assert.That(fault.Message, Does.Contain(message));
        Assert.That(fault.Line, Is.EqualTo(line));
    }

    [Test]
    public void Aliases_that_explode_are_refused()
    {
        var yaml = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + string.Concat(Enumerable.Range(1, 9)
            .Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        Assert.That(() => Json(yaml), Throws.TypeOf<YamlFormatException>().With.Message.Contains("expand"));
    }

    [Test]
    public void Depth_is_limited_before_the_stack_is() =>
        Assert.That(() => Json(new string('[', 50_000)), Throws.TypeOf<YamlFormatException>().With.Message.Contains("deeper"));

    [Test]
    public void Nothing_is_no_document() => Assert.That(YamlReader.Read("# only words\n"), Is.Null);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_text_fails_but_by_a_yaml_fault(string? text)
    {
        try
        {
            Json(text ?? "");
        }
        catch (YamlFormatException fault)
        {
            Assert.That(fault.Line, Is.GreaterThanOrEqualTo(1));
        }
    }

    private static string Json(string yaml) =>
        YamlReader.Read(yaml) is { } node ? YamlJson.ToJson(node)?.ToJsonString() ?? "null" : "";
}

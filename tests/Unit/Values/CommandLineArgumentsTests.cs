using FsCheck;
using FsCheck.Fluent;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Values;

public class CommandLineArgumentsTests
{
    // Bare words stay what was typed.
    [TestCase("hello", "\"hello\"")]
    [TestCase("true", "\"true\"")]
    [TestCase("yes", "\"yes\"")]
    [TestCase("{% for x in y %}", "\"{% for x in y %}\"")]
    [TestCase("{{ x }}", "\"{{ x }}\"")]
    [TestCase("null", "\"null\"")]
    [TestCase("~", "\"~\"")]
    [TestCase("echo hi; exit 3", "\"echo hi; exit 3\"")]
    [TestCase("", "\"\"")]
    [TestCase("  ", "\"  \"")]
    [TestCase("a: b", "\"a: b\"")]
    [TestCase("- a", "\"- a\"")]
    [TestCase("-", "\"-\"")]
    [TestCase("#", "\"#\"")]
    [TestCase("!", "\"!\"")]
    [TestCase("|", "\"|\"")]
    [TestCase("2026-11-21", "\"2026-11-21\"")]
    // Python's own three words are values.
    [TestCase("True", "true")]
    [TestCase("False", "false")]
    [TestCase("None", "null")]
    // Numbers only where the text is the number.
    [TestCase("1", "1")]
    [TestCase("-1", "-1")]
    [TestCase("0", "0")]
    [TestCase("1.5", "1.5")]
    [TestCase("-0.5", "-0.5")]
    [TestCase("1.10", "1.10")]
    [TestCase("123456789012345678901234567890", "123456789012345678901234567890")]
    [TestCase("-0", "\"-0\"")]
    [TestCase("007", "\"007\"")]
    [TestCase("+5", "5")]
    [TestCase("+1.5", "1.5")]
    [TestCase("+05", "\"\\u002B05\"")]
    [TestCase("0b101", "5")]
    [TestCase("1_000", "\"1_000\"")]
    [TestCase("0x1F", "31")]
    [TestCase("0x", "\"0x\"")]
    [TestCase("12:30", "\"12:30\"")]
    [TestCase("1e3", "\"1e3\"")]
    [TestCase(".5", "0.5")]
    [TestCase("1.", "1")]
    [TestCase(".", "\".\"")]
    [TestCase("10.0.0.1", "\"10.0.0.1\"")]
    // A jid is a name, though it looks like a number.
    [TestCase("20261121013608746194", "\"20261121013608746194\"")]
    // Structured values.
    [TestCase("[1,2]", "[1,2]")]
    [TestCase("[a, True, yes, 1.5, null, 017]", "[\"a\",true,true,1.5,null,17]")]
    [TestCase("{a: b}", "{\"a\":\"b\"}")]
    [TestCase("{\"FOO\": \"bar\"}", "{\"FOO\":\"bar\"}")]
    [TestCase("{}", "{}")]
    [TestCase("'5'", "\"5\"")]
    [TestCase("\"5\"", "\"5\"")]
    // What only looks like YAML.
    [TestCase("[ -f /x ] && echo y", "\"[ -f /x ] \\u0026\\u0026 echo y\"")]
    [TestCase("{a: b} c", "\"{a: b} c\"")]
    [TestCase("{{ x }}", "\"{{ x }}\"")]
    [TestCase("{a: 1, a: 2}", "\"{a: 1, a: 2}\"")]
    [TestCase("{a: *b}", "\"{a: *b}\"")]
    [TestCase("'a' # b'", "\"\\u0027a\\u0027 # b\\u0027\"")]
    [TestCase("{a:\t1}", "\"{a:\\t1}\"")]
    // Not keyword arguments.
    [TestCase("sed -e s/=/:/g", "\"sed -e s/=/:/g\"")]
    [TestCase("a==b", "\"a==b\"")]
    [TestCase("1a=b", "\"1a=b\"")]
    [TestCase("=b", "\"=b\"")]
    [TestCase("x=1\necho $x", "\"x=1\\necho $x\"")]
    [TestCase("--opt=1", "\"--opt=1\"")]
    public void A_word_becomes_a_value_as_in_Salt(string word, string json)
    {
        var (arg, kwarg) = CommandLineArguments.Parse([word]);
        Assert.That((arg.Count, kwarg.Count), Is.EqualTo((1, 0)));
        Assert.That(arg[0]?.ToJsonString() ?? "null", Is.EqualTo(json));
    }

    [TestCase("x=y", "x", "\"y\"")]
    [TestCase("x=", "x", "\"\"")]
    [TestCase("n=None", "n", "null")]
    [TestCase("n=~", "n", "null")]
    [TestCase("test=true", "test", "true")]
    [TestCase("python_shell=False", "python_shell", "false")]
    [TestCase("x=off", "x", "false")]
    [TestCase("s=\"5\"", "s", "\"5\"")]
    [TestCase("timeout=3", "timeout", "3")]
    [TestCase("mode=0644", "mode", "\"0644\"")]
    [TestCase("env={\"FOO\": \"bar\"}", "env", "{\"FOO\":\"bar\"}")]
    [TestCase("cmd=FOO=bar env", "cmd", "\"FOO=bar env\"")]
    [TestCase("FOO=bar env", "FOO", "\"bar env\"")]
    [TestCase("a.b-c=1", "a.b-c", "1")]
    [TestCase("_x=1", "_x", "1")]
    public void A_named_word_is_a_keyword_argument(string word, string name, string json)
    {
        var (arg, kwarg) = CommandLineArguments.Parse([word]);
        Assert.That(arg, Is.Empty);
        Assert.That(kwarg.Single().Key, Is.EqualTo(name));
        Assert.That(kwarg[name]?.ToJsonString() ?? "null", Is.EqualTo(json));
    }

    [Test]
    public void Order_is_kept_and_the_last_of_a_name_wins()
    {
        var (arg, kwarg) = CommandLineArguments.Parse(["b", "x=1", "a", "y=2", "x=3"]);
        Assert.That(arg.ToJsonString(), Is.EqualTo("""["b","a"]"""));
        Assert.That(kwarg.ToJsonString(), Is.EqualTo("""{"x":3,"y":2}"""));
    }

    [Test]
    public void A_value_nested_without_end_stays_text()
    {
        var word = new string('[', 100_000);
        Assert.That(CommandLineArguments.Parse([word]).Arg[0]!.GetValue<string>(), Is.EqualTo(word));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property No_word_makes_the_parser_fail() => Prop.ForAll(Words, word =>
    {
        var (arg, kwarg) = CommandLineArguments.Parse([word]);
        return arg.Count + kwarg.Count == 1;
    });

    private static Arbitrary<string> Words => Gen.Elements("{}[]\"'=:,-#&*!|>%@`~ \n\tab01._".ToCharArray())
        .ArrayOf()
        .Select(chars => new string(chars))
        .ToArbitrary();
}

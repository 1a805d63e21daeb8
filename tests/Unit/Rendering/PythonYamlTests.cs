using Salt.Jinja.Values;
using Salt.Shared.Rendering;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Rendering;

/// <summary>YAML as Salt's loader has it, held against what PyYAML with libyaml gives.</summary>
internal sealed class PythonYamlTests
{
    [TestCase("mode: 0644\nfolder: 00755\npostcode: 02142\nzero: 00\nparts: [007, 08, \"0644\"]\n010: key\nflow: {m: 0600}", "{'mode': 644, 'folder': 755, 'postcode': 2142, 'zero': 0, 'parts': [7, '08', '0644'], 10: 'key', 'flow': {'m': 600}}")]
    [TestCase("- -0644\n- +010\n- 0_7\n- 0x0F\n- 0b011\n- 0o17\n- 000", "[-420, 8, 7, 15, 3, '0o17', 0]")]
    [TestCase("- !!int 0644\n- !!int '08'\n- !!int '0x1F'", "[644, 8, 31]")]
    [TestCase("- 0644.5\n- 00:30\n- 0100_000", "[644.5, '00:30', 100000]")]
    public void Leading_zeros_mean_nothing(string yaml, string expected) => Assert.That(Read(yaml), Is.EqualTo(expected));

    [TestCase("a: ! 12", "{'a': 12}")]
    [TestCase("a: ! '12'", "{'a': 12}")]
    [TestCase("a: ! yes", "{'a': True}")]
    [TestCase("a: ! [1]", "{'a': [1]}")]
    [TestCase("! a: 1", "{'a': 1}")]
    [TestCase("a: !!str 12\nb: !!null x\nc: !!bool 'Yes'\nd: !!float 3\ne: !!float 1e5\nf: !!float .inf", "{'a': '12', 'b': None, 'c': True, 'd': 3.0, 'e': 100000.0, 'f': inf}")]
    [TestCase("a: !!seq [1]\nb: !!map {c: 1}\nd: !!omap {e: 1}", "{'a': [1], 'b': {'c': 1}, 'd': {'e': 1}}")]
    [TestCase("blob: !!binary |\n  aGVs\n  bG8=\n", "{'blob': 'hello'}")]
    [TestCase("a: !!binary aGVsbG8=\nb: !!binary ''", "{'a': 'hello', 'b': ''}")]
    public void Tags_are_heeded(string yaml, string expected) => Assert.That(Read(yaml), Is.EqualTo(expected));

    [TestCase("a: !vault [1, 2]", 1, "the tag '!vault' is not known")]
    [TestCase("a: !!python/object/apply:os.getcwd []", 1, "the tag '!!python/object/apply:os.getcwd' is not known")]
    [TestCase("a: !Thing {b: 1}", 1, "the tag '!Thing' is not known")]
    [TestCase("!thing\na: 1", 1, "the tag '!thing' is not known")]
    [TestCase("a: 1\nb:\n  !x\n  - 1", 3, "the tag '!x' is not known")]
    [TestCase("{!x {a: 1}: b}", 1, "a map cannot be a key")]
    [TestCase("a: !!map [1]", 1, "the tag '!!map' does not go with a list")]
    [TestCase("a: !!seq {b: 1}", 1, "the tag '!!seq' does not go with a map")]
    [TestCase("a: !!str [1]", 1, "the tag '!!str' does not go with a list")]
    [TestCase("a: !!seq x", 1, "the tag '!!seq' does not go with a single value")]
    [TestCase("a: !!int abc", 1, "'abc' is no value of the tag '!!int'")]
    [TestCase("a: !!bool 3", 1, "'3' is no value of the tag '!!bool'")]
    [TestCase("a: !!float x", 1, "'x' is no value of the tag '!!float'")]
    [TestCase("a: !!int", 1, "'' is no value of the tag '!!int'")]
    [TestCase("a: !!binary '@@'", 1, "no base64")]
    [TestCase("a: !!binary gICA", 1, "no text in UTF-8")]
    [TestCase("a: \"x\u0007y\"", 1, "the character U+0007 may not stand here")]
    [TestCase("a: 1\nb: x\u001b[0my", 2, "the character U+001B may not stand here")]
    [TestCase("a: \u007f", 1, "U+007F")]
    [TestCase("# \u0000", 1, "U+0000")]
    [TestCase("a: \u009f", 1, "U+009F")]
    [TestCase("a: \ufffe", 1, "U+FFFE")]
    [TestCase("a: <<", 1, "'<<' merges maps")]
    [TestCase("<<: 1", 1, "'<<' takes a map or a list of maps")]
    public void What_cannot_be_meant_is_refused_with_its_line(string yaml, int line, string message)
    {
        var fault = Assert.Throws<YamlFormatException>(() => Read(yaml))!;
        Assert.Multiple(() =>
        {
            Assert.That(fault.Message, Does.Contain(message));
            Assert.That(fault.Line, Is.EqualTo(line));
        });
    }

    [TestCase("left: &l {p: 1}\nright: &r {q: 2}\nboth:\n  <<: *l\n  own: 3\n  <<: *r\nflow: {<<: *l, <<: {z: 1}}", "{'left': {'p': 1}, 'right': {'q': 2}, 'both': {'p': 1, 'q': 2, 'own': 3}, 'flow': {'p': 1, 'z': 1}}")]
    [TestCase("<<: {a: 1}\n<<: {a: 2}", "{'a': 2}")]
    [TestCase("<<: [{a: 1}, {a: 2}]\n<<: {b: 3}\n<<: {}", "{'a': 1, 'b': 3}")]
    [TestCase("'<<': 1", "{'<<': 1}")]
    public void Every_merge_key_counts(string yaml, string expected) => Assert.That(Read(yaml), Is.EqualTo(expected));

    [TestCase("key: ssh-rsa\tAAAAB3\tme@host\nn:\t1\nlist: [1,\t2]\ncmd: cut -d'\t' -f1", "{'key': 'ssh-rsa\\tAAAAB3\\tme@host', 'n': 1, 'list': [1, 2], 'cmd': \"cut -d'\\t' -f1\"}")]
    [TestCase("a: {\tb: 1,\t c: 2}", "{'a': {'b': 1, 'c': 2}}")]
    [TestCase("a: b\t# c", "{'a': 'b'}")]
    [TestCase("a: 'x'\t", "{'a': 'x'}")]
    [TestCase("a: 'x\n\ty'", "{'a': 'x y'}")]
    [TestCase("a:\n  [1,\n\t2]", "{'a': [1, 2]}")]
    public void A_tab_may_separate(string yaml, string expected) => Assert.That(Read(yaml), Is.EqualTo(expected));

    [TestCase("\ta: 1")]
    [TestCase("a:\n\tb: 1")]
    [TestCase("a:\n  \tb: 1")]
    [TestCase("-\ta")]
    [TestCase("- a\n-\tb: 1\n")]
    [TestCase("a:\n  - \tb")]
    public void A_tab_may_not_indent(string yaml) => Assert.That(() => Read(yaml), Throws.InstanceOf<YamlFormatException>());

    [TestCase("a: 'b\u0085c'", "{'a': 'b c'}")]
    [TestCase("x: |\n  b\u0085  c\n", "{'x': 'b\\nc\\n'}")]
    [TestCase("- a\u0085- b", "['a', 'b']")]
    [TestCase("\ufeffa: b", "{'a': 'b'}")]
    public void Line_breaks_are_those_of_YAML(string yaml, string expected) => Assert.That(Read(yaml), Is.EqualTo(expected));

    [TestCase("a: ")]
    [TestCase("a: 0x")]
    [TestCase("a: 0")]
    [TestCase("a: -")]
    [TestCase("a: 1.")]
    public void A_number_without_end_is_refused(string before) =>
        Assert.That(() => Read(before + new string('1', 1_000_000)), Throws.InstanceOf<YamlFormatException>().With.Message.Contains("4300 are read at most"));

    private static string Read(string yaml) => PythonString.Repr(PythonYaml.Load(yaml));
}

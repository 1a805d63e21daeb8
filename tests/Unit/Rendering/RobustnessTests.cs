using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Rendering;

/// <summary>Whatever is handed to a parser, it answers with a value or with its own exception: it never crashes, hangs or takes
/// memory without bound. Random inputs are in tests/Fuzzing.</summary>
public class RobustnessTests
{
    private static readonly JinjaEnvironment Bounded = new(new JinjaOptions { MostIterations = 20_000, MostOutput = 1 << 20, MostWork = 32 << 20 });

    /// <summary>Found by the fuzzer in tests/Fuzzing.</summary>
    [TestCase("- [{[*x, &x ['@a', *x]], {\".inf\"]\n- x\n")]
    [TestCase("&x {*x : 1}")]
    [TestCase("? &x [*x]\n: 1\n")]
    [TestCase("a: &x {b: *x}\n*x : 1\n")]
    [TestCase("a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e]\ng: &g [*f, *f, *f, *f, *f, *f, *f, *f]\nh: &h [*g, *g, *g, *g, *g, *g, *g, *g]\n? *h\n: 1\n")]
    [TestCase("{[a]: 1}")]
    [TestCase("{*nosuch : 1}")]
    public void A_key_of_YAML_is_one_value(string text) => Assert.Multiple(() =>
    {
        Assert.That(() => YamlReader.Read(text), Throws.InstanceOf<YamlFormatException>());
        Assert.That(() => PythonYaml.Load(text), Throws.InstanceOf<YamlFormatException>());
    });

    [TestCase("k: &x a\n*x : 2\n", "{'k': 'a', 'a': 2}")]
    [TestCase("l: &l [1]\nm: *l\n", "{'l': [1], 'm': [1]}")]
    [TestCase("? a\n: {b: {c: 1}}\n", "{'a': {'b': {'c': 1}}}")]
    public void An_alias_may_name_a_key_that_is_one_value(string text, string shown) => Assert.That(PythonString.Repr(PythonYaml.Load(text)), Is.EqualTo(shown));

    [TestCase("{{ 1e99١ }}")]
    [TestCase("{{ ١.5 }}")]
    [TestCase("{{ 1.٣ }}")]
    public void A_real_number_has_digits_of_our_script(string text) =>
        Assert.That(() => Bounded.Compile("x", text), Throws.InstanceOf<TemplateException>().With.Message.Contains("is no number"));

    [TestCase("{{ '{\"a\\\\ud800\": 1}' | load_json }}")]
    [TestCase("{{ '[\"\\\\udfff\"]' | load_json }}")]
    [TestCase("{{ '[\"\\ud800\"]' | load_json }}")]
    [TestCase("{{ {} | json_query('`\"\\\\ud800\"`') }}")]
    [TestCase("#!json\n{\"a\\ud800\": 1}")]
    [TestCase("{% load_json as x %}[\"\\ud800\"]{% endload %}")]
    public void Half_a_character_in_JSON_is_a_fault_that_is_named(string text)
    {
        var renderer = new SaltRenderer(new NoFiles(), [], Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var subject = new RenderSubject("web1", new PyDict(), new PyDict(), new PyDict());
        Assert.That(() => renderer.Render(new RenderFile("x", "x", text), subject, "base", "x"), Throws.InstanceOf<RenderException>().With.Message.Contains("half a character").Or.Message.Contains("is no JSON"));
    }

    [TestCase("((((", 20_000)]
    [TestCase("{{ [", 20_000)]
    [TestCase("{% if x %}", 20_000)]
    [TestCase("{{ not ", 20_000)]
    [TestCase("{{ -", 20_000)]
    [TestCase("{{ x", 1, ".a", 50_000)]
    [TestCase("{{ 1", 1, "+1", 50_000)]
    [TestCase("{{ x", 1, "|upper", 50_000)]
    [TestCase("{% for x in [1] %}", 2_000)]
    public void Nesting_without_end_is_a_fault_of_the_template(string open, int times, string more = "", int moreTimes = 0)
    {
        var text = string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(more, moreTimes)) + " }}";
        Assert.That(() => Jinja(text), Throws.Nothing);
    }

    [TestCase("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError")]
    [TestCase("{% set x = [] %}{% do x.append(x) %}{% set y = [] %}{% do y.append(y) %}{{ x == y }}", "RecursionError")]
    [TestCase("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "OverflowError")]
    [TestCase("{% for a in range(1000) %}{{ 'x' * 100000 }}{% endfor %}", "OverflowError")]
    [TestCase("{{ 'x' * 10000000000 }}", "OverflowError")]
    [TestCase("{{ 10 ** 100000 }}", "OverflowError")]
    [TestCase("{{ range(10000000) | list }}", "OverflowError")]
    [TestCase("{{ '%999999999d' % 1 }}", "ValueError")]
    [TestCase("{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}", "OverflowError")]
    [TestCase("{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", "OverflowError")]
    [TestCase("{% set l = [1] %}{% for i in range(60) %}{% do l.extend(l) %}{% endfor %}", "OverflowError")]
    [TestCase("{% set k = [] %}{% for i in range(1000) %}{% do k.append([0] * 9999999) %}{% endfor %}", "OverflowError")]
    [TestCase("{{ ('a' * 9000000) | replace('a', 'b' * 9000000) }}", "OverflowError")]
    [TestCase("{{ (['a' * 1000000] * 1000000) | join | length }}", "OverflowError")]
    public void What_would_take_all_there_is_is_refused(string source, string kind) =>
        Assert.That(() => Bounded.Render(Bounded.Compile("x", source), new Dictionary<string, object?>()), Throws.InstanceOf<TemplateException>().With.Property("Kind").EqualTo(kind));

    private static void Jinja(string text) => Guard<TemplateException>(() => Bounded.Render(
        Bounded.Compile("x", text), new Dictionary<string, object?> { ["x"] = new List<object?> { 1L, "a", new PyDict { ["k"] = 2L } }, ["y"] = "text" }));

    private static void Guard<T>(Func<object?> parse)
        where T : Exception
    {
        try
        {
            parse();
        }
        catch (T)
        {
            // The answer that bad input gets.
        }
    }

    private sealed class NoFiles : IRenderFiles
    {
        public RenderFile? Find(string path, string saltenv) => null;
    }
}

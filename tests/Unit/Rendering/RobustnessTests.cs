using System.Globalization;
using System.Text;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Cron;
using Salt.Shared.Rendering;
using Salt.Shared.Values;

namespace Salt.Tests.Unit.Rendering;

/// <summary>Whatever is handed to a parser, it answers with a value or with its own exception: it never crashes, hangs or takes
/// memory without bound. <c>SALT_FUZZ_SECONDS</c> has it go on for longer; <c>SALT_FUZZ_SEED</c> begins elsewhere.</summary>
public class RobustnessTests
{
    private const int Cases = 4000;

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "+%}", "if ", "elif ", "else", "endif", "for ", "endfor", " in ", "set ", "endset", "macro ", "endmacro", "call ", "endcall",
        "filter ", "endfilter", "raw", "endraw", "block ", "endblock", "extends ", "include ", "import ", "from ", "with ", "endwith", "do ", "x", "y", "loop", "range(9)", "range(99999)", "'a'", "\"", "'", "\\", "1", "1.5", "1e9",
        "**", "//", "*", "/", "%", "~", "|", "|join", "|sort", "|map('upper')", "|tojson", "|format(1)", "|indent", "is ", "is defined", "not ", "and ", "or ", "(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "==", "<",
        "\n", " ", "\t", "é", "😀", "\0", "\u2028", "ns.x", "namespace()", "[x, x]", "x.append(x)", "x * 999999999", "'%99999999d' % 1", "'{:99999999}'.format(1)", "9 ** 9 ** 9", "recursive", "loop(x)", "self.b()", "super()", "caller()",
        "- ", "? ", ": ", "&a ", "*a", "!!int ", "!x ", "|\n", ">\n", "<<", "---\n", "...\n", "%YAML 1.1\n", "# ", "0x1", "1:60", "~", "yes", "\r\n", "\ufeff",
    ];

    /// <summary>Whole ones, of which parts are taken out, doubled and exchanged.</summary>
    private static readonly string[] Sound =
    [
        "{% for a in x if a is defined recursive %}{{ loop.index }}{{ a }}{% if loop.last %}!{% elif a %}?{% else %}.{% endif %}{% else %}none{% endfor %}",
        "{% macro m(a, b=2, *c) %}{{ a ~ b }}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}{% call(q) m(1, b='x') %}{{ q }}{% endcall %}",
        "{% set ns = namespace(n=0) %}{% set t %}{{ y | upper }}{% endset %}{% with a = 1, b = (2, 3) %}{{ a + b[0] }}{{ t[::-1] }}{% endwith %}{{ ns.n }}",
        "{% block b scoped %}{{ self.b is defined }}{% filter indent(2) | trim %}a\nb{% endfilter %}{% raw %}{{ x }}{% endraw %}{% endblock %}",
        "{{ x | map('string') | join(', ') }}{{ '%s-%03d' | format(y, 4) }}{{ '{:>5}|{!r}'.format(y, x) }}{{ {'a': [1, {'b': none}]} | tojson }}{{ 1 if x else 2 }}",
        "a: &x {b: [1, 2], c: 'it''s'}\nd:\n  <<: *x\n  e: |\n    text\n     more\n  ? [k]\n  : \"v\\u0041\"\n- f\n",
        "top:\n  - a: 1\n    b: yes\n  - !!str 5\n  - >-\n    folded\n    text\n",
    ];

    private static readonly JinjaEnvironment Bounded = new(new JinjaOptions { MostIterations = 20_000, MostOutput = 1 << 20, MostWork = 32 << 20 });

    private static IEnumerable<(string Name, Action<string> Parse)> Parsers =>
    [
        ("jinja", Jinja),
        ("yaml", text => Guard<YamlFormatException>(() => PythonYaml.Load(text))),
        ("yaml as JSON", text => Guard<YamlFormatException>(() => YamlReader.Read(text) is { } node ? YamlJson.ToJson(node) : null)),
        ("cron", text => Guard<FormatException>(() => CronLine.Parse(text))),
    ];

    private static IEnumerable<TestCaseData> Each => Parsers.Select(parser => new TestCaseData(parser.Parse).SetArgDisplayNames(parser.Name));

    [TestCaseSource(nameof(Each))]
    public void A_parser_answers_whatever_it_is_given(Action<string> parse)
    {
        var random = new Random(Number("SALT_FUZZ_SEED", 5));
        var seconds = Number("SALT_FUZZ_SECONDS", 0);
        var began = TimeProvider.System.GetTimestamp();
        var slowest = (Time: TimeSpan.Zero, Text: "");
        for (var i = 0; i < Cases || TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; i++)
        {
            var text = Make(random);
            var start = TimeProvider.System.GetTimestamp();
            try
            {
                parse(text);
            }
            catch (Exception e)
            {
                Assert.Fail($"{e.GetType().Name}: {e.Message}\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n{text}\n{e.StackTrace}");
            }

            var took = TimeProvider.System.GetElapsedTime(start);
            if (took > slowest.Time) slowest = (took, text);
        }

        TestContext.Out.WriteLine($"slowest: {slowest.Time.TotalMilliseconds:0} ms for {slowest.Text.Length} characters");
        Assert.That(slowest.Time, Is.LessThan(TimeSpan.FromSeconds(30)), slowest.Text);
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

    private static string Make(Random random)
    {
        if (random.Next(4) == 0)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            return random.Next(2) == 0 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        }

        var text = new StringBuilder();
        if (random.Next(2) == 0)
        {
            text.Append(Sound[random.Next(Sound.Length)]);
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0) text.Remove(at, random.Next(Math.Min(12, text.Length - at)));
                else text.Insert(at, random.Next(2) == 0 ? Pieces[random.Next(Pieces.Length)] : text.ToString(at, random.Next(Math.Min(20, text.Length - at))));
            }

            return text.ToString();
        }

        for (var i = random.Next(30); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

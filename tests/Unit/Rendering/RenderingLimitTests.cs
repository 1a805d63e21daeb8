using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Shared.Rendering;

namespace Salt.Tests.Unit.Rendering;

/// <summary>Templates that would go on without end, or go down too deep: each fails with file, line and cause, within its budget.</summary>
internal sealed class RenderingLimitTests
{
    private static readonly JinjaOptions Small = new() { MostIterations = 200_000, MostOutput = 4 << 20, MostWork = 16 << 20, MostTime = TimeSpan.FromSeconds(1) };

    private static IEnumerable<TestCaseData> Endless =>
    [
        Case("slices", "{{ [1, 2] | slice(2000000000) | list }}", "makes more"),
        Case("slices in a loop", "{% for x in [1, 2] | slice(2000000000) %}{% endfor %}", ""),
        Case("a list that grows by itself", "{% set a = [1] %}{% for i in range(60) %}{% do a.extend(a) %}{% endfor %}", "makes more"),
        Case("lists that double", "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a = ns.a + ns.a %}{% endfor %}", "makes more"),
        Case("shared lists shown", "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a }}", ""),
        Case("shared lists compared", "{% set ns = namespace(a=[1], b=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}{% endfor %}{{ ns.a == ns.b }}", "took longer than 1 s"),
        Case("shared tuples as a key", "{% set ns = namespace(a=(1,)) %}{% for i in range(60) %}{% set ns.a = (ns.a, ns.a) %}{% endfor %}{{ {ns.a: 1} }}", "took longer than 1 s"),
        Case("shared lists as yaml", "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a | yaml }}", ""),
        Case("shared lists copied", "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ salt['defaults.deepcopy'](ns.a) }}", ""),
        Case("shared lists flattened", "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a | flatten }}", ""),
        Case("macros that call twice", "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(50) }}", ""),
        Case("replacements", "{{ ('a' * 100000) | regex_replace('a', 'b' * 100000) }}", "makes more"),
        Case("indents", "{{ ('\\n' * 100000) | indent(100000, blank=True) }}", "makes more"),
        Case("tab stops", "{{ ('\\t' * 100000).expandtabs(100000) }}", "makes more"),
        Case("wide formats", "{{ ('%99999d' * 10000) % (range(10000) | list) }}", ""),
        Case("an indent of json", "{{ [[1]] | tojson(indent=2000000000) }}", "makes more"),
        Case("combinations", "{{ range(100) | list | combinations(50) }}", "makes more"),
        Case("a rendering within", "{{ salt['slsutil.renderer'](string='{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}') }}", "went round more than 200000 times"),
        Case("renderings in a loop", "{% for i in range(1000) %}{{ salt['slsutil.renderer'](string='{% for j in range(9999) %}{% endfor %}') }}{% endfor %}", "went round more than 200000 times"),
        Case("a list in itself as yaml", "{% set a = [] %}{% do a.append(a) %}{{ a | yaml }}", "nested more than 1000 deep, or contains itself"),
        Case("a list in itself as blocks of yaml", "{% set a = [] %}{% do a.append(a) %}{{ a | yaml(False) }}", "nested more than 1000 deep"),
        Case("a list in itself as json", "{% set a = [] %}{% do a.append(a) %}{{ a | tojson }}", "nested more than 1000 deep"),
        Case("a list in itself made flat", "{% set a = [] %}{% do a.append(a) %}{{ a | flatten }}", "nested more than 1000 deep"),
        Case("a deep tuple as a key", "{% set ns = namespace(t=(1,)) %}{% for i in range(90000) %}{% set ns.t = (ns.t,) %}{% endfor %}{{ {ns.t: 1} }}", "recursion"),
        Case("a deep dict", "{% set d = {} %}{{ d | set_dict_key_value('a:' * 20000 ~ 'b', 1) | tojson }}", "nested more than 1000 deep"),
        Case("a regex", "{{ ('a' * 40) | regex_match('(a+)+b') }}", "a regular expression takes longer than 2 s"),
        Case("a regex of a test", "{{ ('a' * 40) is match('(a+)+b') }}", "a regular expression takes longer than 2 s"),
        Case("a number of a million digits", "{{ ('1' * 1000000) | load_yaml }}", "4300 are read at most"),
        Case("a JSON number of a million digits", "{{ ('1' * 1000000) | load_json }}", "4300 are read at most"),
        Case("a sum of 200,000", "{{ " + string.Join(" + ", Enumerable.Repeat("1", 200_000)) + " }}", "nested more than 1000 deep"),
        Case("an argument of another type", "{{ [1] | combinations('x') }}", "TypeError"),
    ];

    [TestCaseSource(nameof(Endless))]
    public void It_fails_with_file_line_and_cause(string template, string cause)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var fault = Assert.Throws<RenderException>(() => Render("\n" + template, Small))!;

        Assert.Multiple(() =>
        {
            Assert.That(fault.File, Is.EqualTo("/srv/a.sls"));
            Assert.That(fault.Line, Is.EqualTo(2));
            Assert.That(fault.Message, Does.Contain(cause));
            Assert.That(clock.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(20)));
        });
    }

    [Test]
    public void Two_hundred_thousand_parts_of_a_text_are_one() =>
        Assert.That(Render("{{ (" + string.Join(" ~ ", Enumerable.Repeat("'a'", 200_000)) + ") | length }}", new JinjaOptions()), Is.EqualTo("200000"));

    [Test]
    public void It_ends_when_the_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        Assert.That(
            () => Render("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", new JinjaOptions(), cancellation: gone.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void What_functions_of_the_host_take_is_not_the_templates_time()
    {
        var clock = new StoppedClock();
        var options = new JinjaOptions { MostTime = TimeSpan.FromSeconds(5), Clock = clock };
        var slow = new RenderFunction("cmd.run", [], (_, _) =>
        {
            clock.Seconds += 3600;
            return "done";
        });

        Assert.That(Render("{{ salt['cmd.run']() }}{% for i in range(5000) %}{% endfor %}", options, slow), Is.EqualTo("done"));
    }

    [Test]
    public void A_rendering_begins_with_a_budget_of_its_own()
    {
        Assert.That(() => Render("{{ [1, 2] | slice(2000000000) | list }}", Small), Throws.InstanceOf<RenderException>());
        Assert.That(Render("{{ range(1000) | list | length }}", Small), Is.EqualTo("1000"));
    }

    private static string Render(string text, JinjaOptions options, RenderFunction? function = null, CancellationToken cancellation = default)
    {
        var renderer = new SaltRenderer(new NoFiles(), function is null ? [] : [function], NullLogger.Instance, options);
        return renderer.Render(new RenderFile("a.sls", "/srv/a.sls", text), new RenderSubject("m", [], [], []), "base", "a", usual: "jinja|text", cancellation: cancellation).Text;
    }

    private static TestCaseData Case(string name, string template, string cause) => new TestCaseData(template, cause).SetArgDisplayNames(name);

    private sealed class NoFiles : IRenderFiles
    {
        public RenderFile? Find(string path, string saltenv) => null;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}

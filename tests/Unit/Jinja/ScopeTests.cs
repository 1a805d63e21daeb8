using Salt.Jinja;

namespace Salt.Tests.Unit.Jinja;

/// <summary>Where names are set and read, and attributes of namespaces in all forms: what Jinja 3.1.6 makes of them.</summary>
internal sealed class ScopeTests
{
    private const string Space = "{% set ns = namespace() %}";

    [TestCase("{% if false %}{% set x = 1 %}{% elif true %}{% set y = 2 %}{% else %}{% set x = 3 %}{% endif %}{{ x }}|{{ y }}", "|2")]
    [TestCase("{% if n %}{% set x = 1 %}{% elif x %}{% set y = 2 %}{% endif %}{{ x }}", "1")]
    [TestCase("{% if not n %}{% set n = 1 %}{% elif n %}{{ n }}{% endif %}{{ n }}", "77")]
    [TestCase("{% if not n %}{% set n = 1 %}{% elif n == 7 %}{% set y = n %}{% else %}{% set n = 2 %}{% endif %}{{ n }}{{ y }}", "77")]
    [TestCase("{% for i in [1, 2] %}{% if i == 1 %}{% set n = i %}{% elif n == 7 %}{{ n }}{% endif %}[{{ n }}]{% endfor %}{{ n }}", "[1]7[7]7")]
    [TestCase("{% macro m(a) %}{% if a %}{% set n = a %}{% elif n %}{{ n }}{% endif %}{{ n }}{% endmacro %}{{ m(1) }},{{ m(0) }}", "1,77")]
    [TestCase("{% if true %}{% if false %}{% set x = 1 %}{% elif true %}{% endif %}{{ x is defined }}{% endif %}", "False")]
    [TestCase(Space + "{% set ns.a, ns.b = 1, 2 %}{{ ns.a }}{{ ns.b }}", "12")]
    [TestCase(Space + "{% set x, ns.b = 1, 2 %}{{ x }}{{ ns.b }}", "12")]
    [TestCase(Space + "{% set ns.a, (x, y), ns.b = 1, (2, 3), 4 %}{{ ns.a }}{{ x }}{{ y }}{{ ns.b }}", "1234")]
    [TestCase(Space + "{% set ns.a = 1, 2 %}{{ ns.a }}", "(1, 2)")]
    [TestCase(Space + "{% set ns . a = 1 %}{{ ns.a }}", "1")]
    [TestCase(Space + "{% set ns.if = 1 %}{{ ns.if }}", "1")]
    [TestCase(Space + "{% set ns.a %}x{% endset %}{% set ns.b | upper %}y{% endset %}{{ ns.a }}{{ ns.b }}", "xY")]
    [TestCase(Space + "{% set ns.a = ns %}{{ ns.a.a is defined }}", "True")]
    [TestCase(Space + "{% for i in [1, 2] %}{% set ns.a, ns.b = i, ns.a %}{% endfor %}{{ ns.a }}{{ ns.b }}", "21")]
    [TestCase("{% set a, b %}xy{% endset %}{{ a }}{{ b }}", "xy")]
    [TestCase("{% set ns = namespace({'a': 2}, b=3) %}{{ ns.a }}{{ ns['b'] }}{{ ns.c }}", "23")]
    public void It_renders(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase(Space + "{% for ns.a in [1] %}{% endfor %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% for ns.a, y in [(1, 2)] %}{% endfor %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% with ns.a = 1 %}{% endwith %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% macro m(ns.a) %}{% endmacro %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% set ns.a.b = 1 %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% set ns['a'] = 1 %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% set (ns.a) = 1 %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% set (ns.a, x) = 1, 2 %}", "TemplateSyntaxError")]
    [TestCase(Space + "{% set ns.1 = 1 %}", "TemplateSyntaxError")]
    [TestCase("{% set true.a = 1 %}", "TemplateSyntaxError")]
    [TestCase("{% set ns.a = 1 %}", "TemplateRuntimeError")]
    [TestCase("{% set ns.a = nosuch.x %}", "TemplateRuntimeError", Description = "whose attribute it is is asked first")]
    [TestCase("{% set x, ns.a = nosuch.x, 1 %}", "TemplateRuntimeError")]
    [TestCase("{% set ns = {} %}{% set ns.a = 1 %}", "TemplateRuntimeError")]
    [TestCase("{% for x in [1] %}{% set loop.a = 1 %}{% endfor %}", "TemplateRuntimeError")]
    [TestCase(Space + "{% set ns.a, ns.b %}x{% endset %}", "ValueError")]
    [TestCase(Space + "{{ namespace(ns) }}", "TypeError")]
    [TestCase("{{ namespace(nosuch) }}", "UndefinedError")]
    [TestCase("{{ dict(nosuch) }}", "UndefinedError")]
    public void It_is_refused(string template, string kind) =>
        Assert.That(() => Render(template), Throws.InstanceOf<TemplateException>().With.Property(nameof(TemplateException.Kind)).EqualTo(kind));

    [TestCase(false, "empty")]
    [TestCase(true, "0")]
    public void What_a_filter_makes_of_a_block_is_text_where_texts_are_escaped(bool escapes, string shown) =>
        Assert.That(Render("{% set a | length %}{% endset %}{{ a or 'empty' }}", escapes), Is.EqualTo(shown));

    private static string Render(string template, bool escapes = false)
    {
        var environment = new JinjaEnvironment(new JinjaOptions { Autoescape = escapes });
        return environment.Render(environment.Compile("t", template), new Dictionary<string, object?> { ["n"] = 7L });
    }
}

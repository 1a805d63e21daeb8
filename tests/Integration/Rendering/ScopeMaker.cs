namespace Salt.Tests.Integration.Rendering;

/// <summary>Makes templates at random that set few names in many places and read them everywhere: branches, loops, blocks of all kinds,
/// attributes of namespaces, but not among several targets: that came with Jinja 3.1.5, and the system's may be older.</summary>
internal sealed class ScopeMaker(Random random)
{
    private const int Top = 3;

    private int _number;

    public string Make() => (random.Next(4) > 0 ? "{% set ns = namespace(a=0, b='b') %}" : "") + Body(Top) + "{{ a }},{{ b }},{{ n }},{{ ns.a }},{{ ns.b }}";

    private string Body(int depth)
    {
        var text = "";
        for (var i = random.Next(1, 4); i > 0; i--) text += Piece(depth);
        return text;
    }

    private string Piece(int depth) => random.Next(depth <= 0 ? 7 : 16) switch
    {
        0 or 1 => $"[{{{{ {Name()} }}}}]",
        2 => $"{{% set {Name()} = {Value()} %}}",
        3 => $"{{% set {Target()} = {Value()}, {Value()} %}}",
        4 => $"{{% set ns.{Attribute()} = {Value()} %}}",
        5 => $"({{{{ ns.{Attribute()} }}}})",
        6 => $"{{% set {Pick("ns", "ns", "d", Name())} = {Pick("namespace(a=1)", "namespace(d)", "namespace()")} %}}",
        7 or 8 or 9 => If(depth),
        10 => $"{{% for {Pick(Name() + " in [1, 2]", "a, b in [(1, 2), (3, 4)]", Name() + " in []", $"{Name()} in ls")}{Pick("", "", $" if {Name()}")} %}}{Body(depth - 1)}{Pick("", "{% else %}" + Body(depth - 1))}{{% endfor %}}",
        11 => $"{{% with {Pick($"{Name()} = {Value()}", $"a = {Value()}, b = a", "ns = namespace(b=2)")} %}}{Body(depth - 1)}{{% endwith %}}",
        12 => $"{{% set {Pick(Name(), "ns." + Attribute(), "ns." + Attribute() + " | upper", "a | length")} %}}{Body(depth - 1)}{{% endset %}}",
        13 => Macro(depth),
        14 => $"{{% filter {Pick("upper", "trim")} %}}{Body(depth - 1)}{{% endfilter %}}",
        _ => depth == Top ? $"{{% block b{_number++}{Pick("", " scoped")} %}}{Body(depth - 1)}{{% endblock %}}" : If(depth),
    };

    private string If(int depth)
    {
        var text = $"{{% if {Test()} %}}{Branch(depth)}";
        for (var i = random.Next(4); i > 0; i--) text += $"{{% elif {Test()} %}}{Branch(depth)}";
        if (random.Next(2) == 0) text += "{% else %}" + Branch(depth);
        return text + "{% endif %}";
    }

    private string Branch(int depth) => random.Next(5) == 0 ? "" : Body(depth - 1);

    private string Macro(int depth) => $"{{% macro m({Pick("", "a", "a, b=n", "n=1")}) %}}{Body(depth - 1)}{{% endmacro %}}{{{{ m({Pick("", "1", "b=2")}) }}}}";

    private string Test() => Pick(Name(), "not " + Name(), Name() + " is defined", Name() + " is undefined", "n == 7", "false", "true", "ns.a", $"{Name()} == {Value()}");

    private string Target() => Pick("a, b", "b, n", "(a, b)", "n, z");

    private string Value() => Pick("1", "0", "'x'", "none", Name(), $"{Name()} | d('-')", "ns.a", "[1, 2]", "n");

    private string Attribute() => Pick("a", "b", "c");

    private string Name() => Pick("a", "b", "n", "z", "s");

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}

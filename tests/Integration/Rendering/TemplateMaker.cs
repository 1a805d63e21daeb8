namespace Salt.Tests.Integration.Rendering;

/// <summary>Makes templates at random.</summary>
internal sealed class TemplateMaker(Random random)
{
    private static readonly string[] Data = ["a", " ", "\n", "  \n", "text\n", "\t", "{", "}", "#", "%", "key: ", "- item\n", "  nested:\n", "é"];
    private static readonly string[] LoopParts =
        ["loop.index", "loop.index0", "loop.first", "loop.last", "loop.length", "loop.revindex", "loop.revindex0", "loop.previtem|d('-')", "loop.nextitem|d('-')", "loop.cycle('o', 'e')", "loop.changed(x)", "loop.depth", "x", "y"];

    private const int Top = 3;

    private readonly ExpressionMaker _expressions = new(random);

    public string Make(int depth = Top)
    {
        var text = "";
        for (var i = random.Next(1, 5); i > 0; i--) text += Piece(depth);
        return text;
    }

    private string Piece(int depth) => random.Next(depth <= 0 ? 5 : 19) switch
    {
        0 or 1 => Pick(Data),
        2 or 3 or 4 => $"{{{{{Sign()}{Space()}{Expression(2)} {SignEnd()}}}}}",
        5 => If(depth),
        6 => For(depth),
        7 => Tag($"set {Name()} = {Expression(2)}"),
        8 => Tag($"set {Name()}") + Make(depth - 1) + Tag("endset"),
        9 => Macro(depth),
        10 => Tag($"with {Name()} = {Expression(1)}") + Make(depth - 1) + Tag("endwith"),
        11 => Tag("filter " + Pick(["upper", "trim", "replace('a', 'b')|indent(2, true)", "escape", "length|string"])) + Make(depth - 1) + Tag("endfilter"),
        12 => $"{{#{Sign()} {Pick(Data)} {SignEnd()}#}}",
        13 => Tag("raw") + Pick(["{{ x }}", "{% if %}", " a "]) + Tag("endraw"),
        14 => Tag("set ns = namespace(c=0)") + Tag("for i in [1, 2, 3]") + Tag("set ns.c = ns.c + i") + Tag("endfor") + "{{ ns.c }}",
        15 => Imported(depth),
        16 => Tag($"do l.append({Expression(1)})") + "{{ l }}",
        17 when depth == Top => Tag("block b" + random.Next(1000)) + Make(depth - 1) + Tag("endblock"),
        _ => Recursive(),
    };

    private string If(int depth)
    {
        var text = Tag($"if {Expression(2)}") + Make(depth - 1);
        if (random.Next(3) == 0) text += Tag($"elif {Expression(2)}") + Make(depth - 1);
        if (random.Next(2) == 0) text += Tag("else") + Make(depth - 1);
        return text + Tag("endif");
    }

    private string For(int depth)
    {
        var target = random.Next(4) == 0 ? "x, y" : "x";
        var over = target == "x"
            ? Pick(["l", "ls", "range(3)", "'abc'", "recs", "d", "nested", "[]", "missing", "l|reverse", "recs|map(attribute='name')", "u", Expression(1)])
            : Pick(["d.items()", "[(1, 2), (3, 4)]", "nested", "d|dictsort", "recs|groupby('age')"]);
        var test = random.Next(4) == 0 ? " if " + Pick(["x is odd", "x", "x != 2", "x is string", Expression(1)]) : "";
        var body = Make(depth - 1) + (random.Next(2) == 0 ? $"{{{{ {Pick(LoopParts)} }}}}" : "");
        if (random.Next(5) == 0) body = Tag("if loop.index > 1") + Tag(Pick(["break", "continue"])) + Tag("endif") + body;
        var otherwise = random.Next(4) == 0 ? Tag("else") + Make(depth - 1) : "";
        return Tag($"for {target} in {over}{test}") + body + otherwise + Tag("endfor");
    }

    private string Macro(int depth)
    {
        var name = Pick(["m", "m2"]);
        var parameters = Pick(["", "x", "x, y=2", "x=n, y=x", "x='q'"]);
        var body = Make(depth - 1) + Pick(["", "{{ varargs }}", "{{ kwargs }}", "{{ caller() if caller is defined }}", "{{ x }}{{ y }}"]);
        var call = Pick([$"{{{{ {name}() }}}}", $"{{{{ {name}(1) }}}}", $"{{{{ {name}(1, y=3) }}}}", $"{{{{ {name}(1, 2, 3) }}}}", $"{{{{ {name}(z=1) }}}}", $"{{{{ {name}.name }}}}"]);
        if (random.Next(4) == 0) call = Tag($"call{Pick(["", "(x)"])} {name}({Pick(["", "1"])})") + Make(depth - 1) + Tag("endcall");
        return Tag($"macro {name}({parameters})") + body + Tag("endmacro") + call;
    }

    // Within macros and the like, Jinja writes blocks and what is included without context to the wrong place.
    private string Imported(int depth) => random.Next(6) switch
    {
        0 => Tag("include 'part'" + Pick(depth == Top ? ["", " without context", " with context"] : ["", " with context"])),
        1 => Tag("include ['nosuch', 'part']"),
        2 => Tag("include 'nosuch'" + Pick(["", " ignore missing"])),
        3 => Tag("import 'lib' as lib" + Pick(["", " with context"])) + "{{ lib.hello(n) }}{{ lib.value }}{{ lib._hidden }}",
        4 => Tag("from 'lib' import hello, value as x" + Pick(["", " with context"])) + "{{ hello(x) }}",
        _ => Tag("from 'lib' import nosuch") + Pick(["", "{{ nosuch }}"]),
    };

    private static string Recursive() => "{% for x in nested recursive %}{{ loop.depth }}{% if x is iterable %}[{{ loop(x) }}]{% else %}{{ x }}{% endif %}{% endfor %}";

    private string Expression(int depth) => _expressions.Make(random.Next(depth + 1));

    private string Name() => Pick(["x", "y", "n", "v"]);

    private string Tag(string inside) => $"{{%{Sign()} {inside} {SignEnd()}%}}";

    private string Space() => random.Next(4) == 0 ? "" : " ";

    private string Sign() => random.Next(6) switch
    {
        0 => "-",
        1 when random.Next(2) == 0 => "+",
        _ => "",
    };

    private string SignEnd() => random.Next(7) == 0 ? "-" : "";

    private string Pick(string[] from) => from[random.Next(from.Length)];
}

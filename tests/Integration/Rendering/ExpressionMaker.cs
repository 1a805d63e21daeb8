using System.Globalization;

namespace Salt.Tests.Integration.Rendering;

/// <summary>Makes expressions at random: mostly ones that make sense, some that do not.</summary>
internal sealed class ExpressionMaker(Random random)
{
    private static readonly string[] Names = ["n", "f", "neg", "s", "e", "u", "l", "ls", "d", "t", "z", "nested", "recs", "num", "html", "missing", "x", "y"];
    private static readonly string[] Texts = ["''", "'a'", "'b c'", "\"it's\"", "'%s-%s'", "'{}/{}'", "'a,b,c'", "'  pad '", "'Ünï'", "'<i>'", "'\\n'", "'12'", "'3.5'", "'name'"];
    private static readonly string[] Binary = ["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"];

    private static readonly string[] Filters =
    [
        "abs", "capitalize", "center(9)", "default('D')", "default('D', true)", "d(1)", "dictsort", "dictsort(by='value')", "dictsort(reverse=true)", "escape", "e",
        "filesizeformat", "first", "float", "float(1.5)", "forceescape", "format(1, 'b')", "indent", "indent(2, true)", "indent(3, blank=true)", "int", "int(7)",
        "int(base=16)", "items|list", "join", "join(', ')", "join('-', attribute='name')", "last", "length", "count", "list", "lower", "upper", "map('upper')|list",
        "map(attribute='name')|list", "map('string')|join", "max", "min", "min(case_sensitive=true)", "reject('odd')|list", "reject|list", "replace('a', 'X')",
        "replace('l', '1', 1)", "string|reverse", "reverse|list", "round", "round(1)", "round(2, 'floor')", "round(1, 'ceil')", "safe", "select('string')|list", "select|list",
        "selectattr('age')|list", "selectattr('age', 'gt', 3)|map(attribute='name')|list", "rejectattr('age', 'equalto', 3)|list", "sort", "sort(reverse=true)",
        "sort(case_sensitive=true)", "sort(attribute='age')", "sort(attribute='age,name')", "string", "striptags", "sum", "sum('age')", "sum(start=5)", "title", "tojson", "tojson(2)", "trim",
        "trim('H d')", "truncate(5)", "truncate(5, true)", "truncate(5, false, '!', 0)", "unique|list", "urlencode", "wordcount", "wordwrap(5)", "wordwrap(4, false)", "xmlattr",
        "batch(2)|list", "batch(2, 'F')|list", "slice(2)|list", "slice(3, 'F')|list", "groupby('age')|list", "groupby('name')|map('first')|list", "attr('name')", "nosuchfilter",
    ];

    private static readonly string[] Tests =
    [
        "defined", "undefined", "none", "boolean", "true", "false", "integer", "float", "number", "string", "mapping", "sequence", "iterable", "callable", "escaped",
        "odd", "even", "lower", "upper", "divisibleby 3", "divisibleby(2)", "sameas none", "sameas(true)", "in [1, 'a', 2]", "in 'abc'", "eq 1", "ne 'a'", "gt 2", "lt(3)", "ge 0", "le 1", "filter", "test", "nosuchtest",
    ];

    private static readonly string[] Methods =
    [
        "split()", "split(',')", "split(' ', 1)", "rsplit('l', 1)", "splitlines()", "strip()", "lstrip('H')", "rstrip('d')", "startswith('H')", "endswith(('d', 'x'))", "replace('o', '0')",
        "upper()", "lower()", "title()", "capitalize()", "swapcase()", "casefold()", "count('l')", "find('o')", "rfind('o')", "index('o')", "isdigit()", "isalpha()", "isalnum()", "isspace()", "islower()", "istitle()",
        "center(12, '*')", "ljust(8)", "rjust(8, '.')", "zfill(6)", "partition(' ')", "rpartition('o')", "expandtabs(4)", "join(['a', 'b'])", "format(1, 2)", "format(*l)", "removeprefix('He')", "removesuffix('ld')",
        "get('a')", "get('q', 5)", "keys()|list", "values()|list", "items()|list", "copy()", "append(9)", "pop()", "index(1)", "count(1)", "insert(0, 8)", "extend([5])", "remove(1)", "update({'k': 1})", "setdefault('w', 2)",
        "pop('a')", "pop('q', 0)", "sort()", "reverse()", "is_integer()", "bit_length()", "nosuch", "name", "age", "a", "b.c", "__class__",
    ];

    private static readonly string[] Formats =
    [
        "'%d'|format(n)", "'%5.2f|%-6s|%+d'|format(f, s, neg)", "'%x %o %X'|format(n, n, 255)", "'%e %g %G'|format(f, f, 1234567)", "'%05d'|format(neg)", "'%(a)s'|format(a=1)", "'%s %s'|format(l, d)", "'%r'|format(s)", "'%c%%'|format('q')",
        "'%s' % n", "'%s and %s' % (n, f)", "'%.3s' % s", "'{:>8}|{:<6}|{:^7}'.format(s, n, f)", "'{:05d} {:+.2f} {:,}'.format(n, f, 1234567)", "'{0!r:>9}'.format('a')", "'{:x} {:#b} {:e}'.format(n, n, f)", "'{a}-{b[0]}'.format(a=1, b=l)",
        "'{:.1%}'.format(f)", "'{:g} {:.3g}'.format(f, 12345.678)", "'{:*^9}'.format(t)", "'{{}}{}'.format(z)", "'{:s}'.format('a')", "'{:d}'.format(f)", "'{'.format(1)", "'{:08.3f}'.format(neg)", "'{:_}'.format(1234567)", "'{:012,}'.format(98765)",
    ];

    public string Make(int depth) => depth <= 0 ? Atom() : random.Next(17) switch
    {
        0 or 1 => Atom(),
        2 or 3 or 4 => $"{Operand(depth)} {Pick(Binary)} {Operand(depth)}",
        5 => $"({Make(depth - 1)})",
        6 => $"not {Operand(depth)}",
        7 => $"-{Operand(depth)}",
        8 => $"{Make(depth - 1)} if {Operand(depth)}" + (random.Next(3) == 0 ? "" : $" else {Make(depth - 1)}"),
        9 or 10 => $"{Operand(depth)}|{Pick(Filters)}",
        11 => $"{Operand(depth)} is {(random.Next(4) == 0 ? "not " : "")}{Pick(Tests)}",
        12 or 13 => $"{Operand(depth)}.{Pick(Methods)}",
        14 => random.Next(2) == 0 ? $"{Operand(depth)}[{Subscript(depth)}]" : $"{Pick(Names)}[{Slice()}]",
        15 => Literal(depth),
        _ => random.Next(3) == 0 ? $"{Operand(depth)} < {Operand(depth)} <= {Operand(depth)}" : Pick(Formats),
    };

    private string Operand(int depth) => random.Next(3) == 0 ? $"({Make(depth - 1)})" : Atom();

    private string Atom() => random.Next(8) switch
    {
        0 => Pick(Texts),
        1 => random.Next(-3, 12).ToString(CultureInfo.InvariantCulture),
        2 => Pick(["true", "false", "none", "1.0", "0.1", "2.675", "1e3", "1_000", "0x1f", "1e-7", "123456789012345678901234567890"]),
        3 => Pick(["[]", "[1, 2, 3]", "['a', 'b']", "{}", "{'a': 1, 'b': 2}", "()", "(1, 2)", "range(4)", "range(5, 0, -2)", "dict(a=1)", "caller"]),
        _ => Pick(Names),
    };

    private string Literal(int depth) => random.Next(3) switch
    {
        0 => $"[{Make(depth - 1)}, {Make(depth - 1)}]",
        1 => $"({Make(depth - 1)}, {Make(depth - 1)})",
        _ => $"{{'k': {Make(depth - 1)}, {Pick(Texts)}: {Atom()}}}",
    };

    private string Subscript(int depth) => random.Next(7) switch
    {
        0 => "0",
        1 => "-1",
        2 => "'a'",
        _ => Make(depth - 1),
    };

    // Of names only: slices of constants are worked out beforehand by Jinja, and then come to other errors.
    private string Slice() => random.Next(3) switch
    {
        0 => "1:",
        1 => "::-1",
        _ => $"{random.Next(-3, 4)}:{random.Next(-3, 4)}",
    };

    private string Pick(string[] from) => from[random.Next(from.Length)];
}

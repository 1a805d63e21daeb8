using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Output;
using Salt.Shared.Rendering;
using Salt.Shared.Values;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Files of states and pillars: templates with all of Salt's names, filters and tags, and the YAML that comes of them.</summary>
internal static class RenderingDoors
{
    /// <summary>What a template is given here; the default is 30 s.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(4);

    private static readonly Grammar YamlLanguage = new(new Dictionary<string, string[]>
    {
        ["file"] = ["<map>", "<map>", "- <flow>\n- <flow>\n", "<flow>", "--- <flow>\n...\n", "%YAML 1.1\n---\n<map>", "? <flow>\n: <flow>\n", "<map><map>"],
        ["map"] = ["a: <flow>\n", "<key>: <flow>\n<map>", "<key>:\n  <key>: <flow>\n  <key>: <flow>\n", "<key>:\n- <flow>\n-\n  - <flow>\n", "<key>: |<head>\n  <scalar>\n   <scalar>\n", "<key>: ><head>\n  <scalar>\n\n  <scalar>\n<map>", "<<: *x\n<map>", "<key>: # <scalar>\n  <flow>\n"],
        ["head"] = ["", "-", "+", "2", "-1", "9+", "0"],
        ["key"] = ["a", "b", "<scalar>", "'<key>'", "\"<key>\"", "&k <key>", "? <key>", "[a]", "<<", "=", "~"],
        ["flow"] = ["x", "<scalar>", "<scalar>", "[<flow>, <flow>]", "{<key>: <flow>, <key>: <flow>}", "&x <flow>", "*x", "!!<tag> <flow>", "!<tag> <flow>", "'<scalar>'", "\"<scalar>\"", "[<flow>", "{<flow>", "!<tag:yaml.org,2002:int> <flow>"],
        ["tag"] = ["str", "int", "float", "bool", "null", "binary", "timestamp", "set", "omap", "pairs", "map", "seq", "merge", "python/object:os.system", "x"],
        ["scalar"] = ["a", "1", "010", "0o10", "0x1F", "0b11", "1_000", "190:20:30", "1.5e3", ".inf", "-.INF", ".NaN", "yes", "Off", "~", "null", "2026-07-04", "2026-07-04T12:00:00Z", "2026-07-04 12:00:00.5 -5", "R0lGODlhDAAMAIQ", "a b", "a: b", "a # b", "- a", "%a", "@a", "`a", "\\x41", "\\ud800", "''", "9999-99-99", "1e400", "<scalar><scalar>"],
    });

    private static readonly string[] GoodYaml =
    [
        "a: &x {b: [1, 2], c: 'it''s'}\nd:\n  <<: *x\n  e: |\n    text\n     more\n  ? [k]\n  : \"v\\u0041\"\n- f\n",
        "top:\n  - a: 1\n    b: yes\n  - !!str 5\n  - >-\n    folded\n    text\n",
        "/etc/x:\n  file.managed:\n    - mode: 0644\n    - contents: |\n        a\n        b\n    - require:\n      - pkg: x\n",
    ];

    private static readonly Grammar JinjaLanguage = new(new Dictionary<string, string[]>
    {
        ["body"] = ["a", "{{ <e> }}", "<body><body>", "{% if <e> %}<body>{% elif <e> %}<body>{% else %}<body>{% endif %}", "{% for <n> in <e> %}<body>{% else %}<body>{% endfor %}", "{% for <n>, <n> in <e> if <e> recursive %}<body>{{ loop(<e>) }}{% endfor %}",
            "{% set <n> = <e> %}<body>", "{% set <n>, <n> = <e> %}", "{% set <n> %}<body>{% endset %}", "{% set ns.<n> = <e> %}", "{% macro <n>(<n>, <n>=<e>) %}<body>{% endmacro %}{{ <n>(<e>) }}", "{% call <n>(<e>) %}<body>{% endcall %}", "{% filter <f> %}<body>{% endfilter %}", "{% with <n> = <e> %}<body>{% endwith %}",
            "{% do <e> %}", "{% raw %}<body>{% endraw %}", "{# <body> #}", "{% block <n> %}<body>{% endblock %}", "{% include <e> %}", "{% import 'lib.jinja' as <n> %}", "{% from 'lib.jinja' import m with context %}{{ m(<e>) }}", "{% extends 'base.jinja' %}<body>",
            "{% load_yaml as <n> %}<body>{% endload %}", "{% load_json as <n> %}<body>{% endload %}", "{% import_yaml 'data.yaml' as <n> %}", "{% set ns = namespace(x=1, <n>=<e>) %}<body>", "{%- <e> -%}", "key: {{ <e> }}\n", "{% profile as '<n>' %}<body>{% endprofile %}", "{% autoescape true %}<body>{% endautoescape %}"],
        ["n"] = ["x", "y", "m", "ns", "loop", "self", "a", "varargs", "kwargs", "caller"],
        ["e"] = ["x", "1", "'a'", "<n>", "<e> <o> <e>", "<e> | <f>", "<e> | <f> | <f>", "<e> is <t>", "not <e>", "-<e>", "(<e>)", "[<e>, <e>]", "{<e>: <e>}", "(<e>, <e>)", "<e>[<e>]", "<e>[<e>:<e>:<e>]", "<e>.<a>", "<e>.<m>", "<e> if <e> else <e>", "<e>(<e>, <n>=<e>)", "<s>", "<lit>"],
        ["lit"] = ["0", "1.5", "10 ** 30", "'é'", "''", "none", "true", "-1", "1e308", "range(9)", "'a' * 1000", "[1] * 1000", "'%s %d %5.2f' % (1, 2, 3)", "dict(a=1)", "cycler(1, 2)", "joiner(',')", "lipsum(1)", "grains", "pillar", "opts", "salt"],
        ["o"] = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "<=", "in", "not in", "and", "or"],
        ["t"] = ["defined", "none", "mapping", "sequence", "string", "divisibleby(3)", "sameas(<e>)", "in <e>", "iterable", "number", "callable", "match('a')", "equalto <e>", "list"],
        ["a"] = ["k", "items()", "append(<e>)", "keys()", "index", "nosuch", "__class__", "x", "update(<e>)"],
        ["m"] = ["format(<e>)", "split(<e>)", "join(<e>)", "replace(<e>, <e>)", "strip(<e>)", "upper()", "center(<e>)", "zfill(<e>)", "encode()", "translate(<e>)", "rjust(<e>, <e>)", "partition(<e>)", "splitlines(<e>)", "expandtabs(<e>)", "get(<e>, <e>)", "pop(<e>)", "setdefault(<e>, <e>)", "extend(<e>)", "insert(<e>, <e>)", "sort()", "count(<e>)", "index(<e>)", "startswith(<e>)", "title()", "casefold()", "bit_length()", "is_integer()", "maketrans(<e>, <e>)"],
        ["s"] = ["salt['pillar.get'](<e>, <e>)", "salt['grains.get'](<e>)", "salt['slsutil.merge'](<e>, <e>)", "salt['grains.filter_by'](<e>)", "salt['match.compound'](<e>)", "salt['slsutil.renderer'](string=<e>)", "salt['slsutil.serialize']('yaml', <e>)", "salt['file.join'](<e>, <e>)", "salt['pkg.version_cmp'](<e>, <e>)", "salt['network.calc_net'](<e>)", "salt['config.get'](<e>)", "salt['defaults.merge'](<e>, <e>)", "salt['random.get_str'](<e>)"],
        ["f"] =
        [
            "string", "upper", "join(<e>)", "sort", "sort(attribute=<e>)", "map('upper')", "map(attribute=<e>)", "select(<e>)", "selectattr(<e>, <e>)", "reject('none')", "groupby(<e>)", "batch(<e>, <e>)", "slice(<e>)", "unique", "first", "last", "length", "list", "tojson", "tojson(<e>)", "xmlattr", "urlize(<e>)", "wordwrap(<e>)", "truncate(<e>)", "indent(<e>)", "center(<e>)", "format(<e>)", "replace(<e>, <e>)", "round(<e>)", "int(<e>, 16)", "float", "sum", "abs", "filesizeformat", "pprint", "striptags", "dictsort", "default(<e>)", "random", "reverse", "min", "max", "wordcount", "escape", "safe", "items", "title", "trim(<e>)", "urlencode", "attr(<e>)",
            "yaml", "yaml(false)", "json", "yaml_encode", "yaml_dquote", "yaml_squote", "load_yaml", "load_json", "traverse(<e>)", "regex_search(<e>)", "regex_match(<e>)", "regex_replace(<e>, <e>)", "regex_escape", "union(<e>)", "intersect(<e>)", "difference(<e>)", "symmetric_difference(<e>)", "flatten", "flatten(levels=<e>)", "quote", "to_bool", "exactly_n_true(<e>)", "strftime(<e>)", "date_format(<e>)", "sequence", "md5", "sha256", "hmac(<e>, <e>)", "base64_encode", "base64_decode", "uuid", "is_ip", "ipaddr", "ipv4", "network_hosts", "network_size", "ip_host", "gen_mac", "mac_str_to_bytes", "json_query(<e>)", "random_str", "random_sample(<e>)", "random_shuffle", "str_to_num", "to_snake_case", "to_camelcase", "check_whitelist_blacklist(<e>)", "path_join(<e>)", "substring_in_list(<e>)", "avg", "compare_dicts(<e>)", "compare_lists(<e>)", "is_hex", "contains_whitespace", "to_bytes", "human_to_bytes", "method_call(<e>)", "zip(<e>)", "zip_longest(<e>)", "combinations(<e>)", "product(<e>)", "permutations(<e>)", "dict_to_sls_yaml_params", "set_dict_key_value(<e>, <e>)", "append_dict_key_value(<e>, <e>)", "update_dict_key_value(<e>, <e>)", "extend_dict_key_value(<e>, <e>)", "tojson(indent=<e>)", "nosuch",
        ],
    });

    private static readonly string[] GoodJinja =
    [
        "{% for a in x if a is defined recursive %}{{ loop.index }}{{ a }}{% if loop.last %}!{% elif a %}?{% else %}.{% endif %}{% else %}none{% endfor %}",
        "{% macro m(a, b=2, *c) %}{{ a ~ b }}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}{% call(q) m(1, b='x') %}{{ q }}{% endcall %}",
        "{% set ns = namespace(n=0) %}{% set t %}{{ y | upper }}{% endset %}{% with a = 1, b = (2, 3) %}{{ a + b[0] }}{{ t[::-1] }}{% endwith %}{{ ns.n }}",
        "{% block b scoped %}{{ self.b is defined }}{% filter indent(2) | trim %}a\nb{% endfilter %}{% raw %}{{ x }}{% endraw %}{% endblock %}",
        "{{ x | map('string') | join(', ') }}{{ '%s-%03d' | format(y, 4) }}{{ '{:>5}|{!r}'.format(y, x) }}{{ {'a': [1, {'b': none}]} | tojson }}{{ 1 if x else 2 }}",
        "{% set m = salt['grains.filter_by']({'Debian': {'p': 'apt'}, 'default': {}}, merge=pillar.get('lookup')) %}{% load_yaml as d %}\na: [1, yes]\n{% endload %}{{ d.a | json_query('[0]') }}: {{ m | yaml }}",
        "#!jinja|json\n{\"a\": {{ pillar | tojson }}}", "#!yaml\na: 1\n", "{{ 'a.b' | regex_search('(a+)+$') }}{{ salt['slsutil.renderer'](string='{{ x }}', default_renderer='jinja') }}",
    ];

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "+%}", "if ", "elif ", "else", "endif", "for ", "endfor", " in ", "set ", "endset", "macro ", "endmacro", "call ", "endcall", "filter ", "endfilter", "raw", "endraw", "block ", "endblock", "extends ", "include ", "import ", "from ", "with ", "endwith", "do ",
        "range(9)", "range(99999)", "'a'", "9 ** 9 ** 9", "x.append(x)", "x * 999999999", "'%99999999d' % 1", "'{:99999999}'.format(1)", "loop(x)", "self.b()", "super()", "caller()", "[x, x]", "((((", "[[[[", "{{ [", "{{ not ", "{{ -", "|upper", ".a", "+1", "{% if x %}", "{% for x in [1] %}",
        .. JinjaLanguage.Alternatives,
    ];

    public static IDoor Yaml() => new TextDoor(
        new TextMaker(YamlLanguage, "file", GoodYaml, ["- ", "? ", ": ", "&a ", "*a", "!!int ", "!x ", "|\n", ">\n", "<<", "---\n", "...\n", "%YAML 1.1\n", "# ", "[", "]", "{", "}", ",", "- - ", "a: ", .. YamlLanguage.Alternatives]),
        TakeYaml,
        e => e is YamlFormatException);

    public static IDoor Jinja()
    {
        var renderer = new SaltRenderer(new Files(), [], NullLogger.Instance, new JinjaOptions { MostTime = MostTime });
        var subject = new RenderSubject(
            "web1",
            new PyDict { ["os"] = "Debian", ["os_family"] = "Debian", ["ipv4"] = new List<object?> { "127.0.0.1" } },
            new PyDict { ["a"] = new PyDict { ["b"] = 1L, ["l"] = new List<object?> { "x", "y" } }, ["lookup"] = new PyDict { ["k"] = "v" } },
            new PyDict { ["id"] = "web1" });
        return new TextDoor(new TextMaker(JinjaLanguage, "body", GoodJinja, Pieces), text => renderer.Render(new RenderFile("app/init.sls", "app/init.sls", text), subject, "base", "app", new PyDict { ["x"] = new List<object?> { 1L, "a", new PyDict { ["k"] = 2L } }, ["y"] = "text" }), e => e is RenderException, memoryMax: 1024);
    }

    private static void TakeYaml(string text)
    {
        PythonYaml.Load(text);
        var json = YamlReader.Read(text) is { } node ? YamlJson.ToJson(node) : null;
        // What was read can be shown.
        JsonText.Of(json ?? new JsonObject());
    }

    private sealed class Files : IRenderFiles
    {
        private static readonly Dictionary<string, string> Texts = new()
        {
            ["lib.jinja"] = "{% macro m(a) %}{{ a }}{{ x }}{% endmacro %}{% set v = 1 %}",
            ["base.jinja"] = "{% block x %}{{ self.x is defined }}{% endblock %}{% block y %}b{% endblock %}",
            ["data.yaml"] = "list: [1, 2]\n",
        };

        public RenderFile? Find(string path, string saltenv) => Texts.TryGetValue(path, out var text) ? new RenderFile(path, path, text) : null;
    }
}

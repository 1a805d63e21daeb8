using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Tests.Unit.Rendering;

/// <summary>Salt's layer over the template engine: its names, filters, tags and functions, and what it says of faults.</summary>
public class SaltRendererTests
{
    private static readonly RenderSubject Minion = new(
        "web1",
        new PyDict { ["os"] = "Debian", ["os_family"] = "Debian", ["ip4_interfaces"] = new PyDict { ["lo"] = new List<object?> { "127.0.0.1" }, ["eth0"] = new List<object?> { "10.0.0.5" } } },
        new PyDict { ["a"] = new PyDict { ["b"] = 1L, ["l"] = new List<object?> { "x", "y" } }, ["role"] = "db" },
        new PyDict { ["id"] = "web1", ["master"] = "salt" });

    [TestCase("{{ {'b': 1, 'a': [1, 2.0, none, true]} | yaml }}", "{a: [1, 2.0, null, true], b: 1}")]
    [TestCase("{{ {'b': 1, 'a': [1, 2]} | yaml(false) }}", "a:\n- 1\n- 2\nb: 1")]
    [TestCase("{{ {'b': 1, 'a': 'é'} | json }}", """{"a": "é", "b": 1}""")]
    [TestCase("{{ 'it\"s' | yaml_dquote }}{{ \"it's\" | yaml_squote }}{{ 'yes' | yaml_encode }}{{ [1, 1.5, true, none] | map('yaml_encode') | join(',') }}", "\"it\\\"s\"'it''s'\"yes\"1,1.5,true,null")]
    [TestCase("{{ pillar | traverse('a:l:1') }} {{ pillar | traverse('a:q', 'none') }}", "y none")]
    [TestCase("{{ 'a1b22' | regex_replace('[0-9]+', '<\\\\g<0>>') if false else 'a1b22' | regex_replace('([0-9]+)', '<\\\\1>') }}", "a<1>b<22>")]
    [TestCase("{{ 'abc-12' | regex_search('([a-z]+)-(\\\\d+)') }} {{ 'abc' | regex_match('x') }} {{ 'a.b' | regex_escape }}", "('abc', '12') None a\\.b")]
    [TestCase("{{ ['b', 'a', 'b'] | unique }} {{ [1, 2] | union([2, 3]) }} {{ [1, 2] | intersect([2]) }} {{ [1, 2] | difference([2]) }}", "['b', 'a'] [1, 2, 3] [2] [1]")]
    [TestCase("{{ 'yes' | to_bool }} {{ 'no' | to_bool }} {{ 1 | to_bool }} {{ none | to_bool }}", "True False True False")]
    [TestCase("{{ '/etc' | path_join('a', 'b.conf') }} {{ [] | is_list }} {{ 'a' | is_iter }}", "/etc/a/b.conf True False")]
    [TestCase("{{ 'salt' | md5 }} {{ 'salt' | base64_encode }} {{ 'c2FsdA==' | base64_decode }}", "ceb20772e0c9d240c75eb26b0e37abee c2FsdA== salt")]
    [TestCase("{{ '10.0.0.1' | is_ip }} {{ '10.0.0.300' | is_ip }} {{ ['10.0.0.1', 'x', '::1'] | ipv4 }} {{ '10.0.0.0/30' | network_hosts }}", "True False ['10.0.0.1'] ['10.0.0.1', '10.0.0.2']")]
    [TestCase("{{ 0 | strftime('%Y-%m-%d') }} {{ [1, [2, [3]]] | flatten }} {{ 'a b' | quote }}", "1970-01-01 [1, 2, 3] 'a b'")]
    [TestCase("{{ salt['pillar.get']('a:b') }} {{ salt.pillar.get('a:q', 'd') }} {{ salt['grains.get']('os') }}", "1 d Debian")]
    [TestCase("{{ salt['config.get']('master') }} {{ salt['config.get']('role') }} {{ salt['config.get']('nosuch', 3) }}", "salt db 3")]
    [TestCase("{{ salt['grains.filter_by']({'Debian': {'p': 'apt'}, 'default': {'p': 'none'}}, merge={'q': 1}) }}", "{'p': 'apt', 'q': 1}")]
    [TestCase("{{ salt['grains.filter_by']({'Red*': 'r', 'default': 'd'}, grain='os') }}", "d")]
    [TestCase("{{ salt['slsutil.merge']({'a': {'x': 1}}, {'a': {'y': 2}}) }} {{ salt['slsutil.serialize']('json', {'a': 1}) }}", "{'a': {'x': 1, 'y': 2}} {\"a\": 1}")]
    [TestCase("{{ salt['match.compound']('G@os:Debian and web*') }} {{ salt['match.glob']('db*') }} {{ salt['match.list']('a,web1') }}", "True False True")]
    [TestCase("{{ salt['network.ip_addrs']() }} {{ salt['network.calc_net']('10.1.2.3', '255.255.0.0') }} {{ salt['network.ip_in_subnet']('10.0.0.5', '10.0.0.0/8') }}", "['10.0.0.5'] 10.1.0.0/16 True")]
    [TestCase("{{ salt['file.dirname']('/a/b/c') }} {{ salt['file.basename']('/a/b') }} {{ salt['file.join']('/a', 'b', '/c', 'd') }}", "/a/b b /c/d")]
    [TestCase("{{ salt['pkg.version_cmp']('1.0~rc1', '1.0') }} {{ salt['pkg.version_cmp']('2:1', '10') }} {{ salt['pkg.version_cmp']('1.10', '1.9') }}", "-1 1 1")]
    [TestCase("{{ salt['pillar.item']('role', 'a:b', 'nosuch') }} {{ salt['grains.item']('os') }} {{ salt['file.join']('a', 'b', 'c', 'd', 'e', 'f', 'g') }}", "{'role': 'db', 'a:b': 1, 'nosuch': ''} {'os': 'Debian'} a/b/c/d/e/f/g")]
    [TestCase("[{{ 'x' | skip }}] {{ 'x' | random_hash('md5') | length }} {{ 'x' | random_hash | length }} {{ 'salt' | uuid | length }}", "[] 32 64 36")]
    [TestCase("{% load_yaml as x %}\na: [1, yes]\n{% endload %}{{ x.a }}{% load_json as y %}{\"k\": null}{% endload %}{{ y }}", "[1, True]{'k': None}")]
    [TestCase("{% import_yaml 'data.yaml' as d %}{{ d.list | join('+') }}{% import_text 'data.yaml' as t %}{{ t | length }}", "1+216")]
    [TestCase("{% from 'lib/tools.jinja' import where with context %}{{ where() }} {{ tpldir }} {{ tplfile }} {{ sls }} {{ slspath }} {{ slsdotpath }} {{ slscolonpath }} {{ sls_path }}", "app app app/init.sls app app app app app")]
    [TestCase("{% from 'lib/tools.jinja' import where %}{% set mine = 1 %}{{ where() }} {% import 'lib/seen.jinja' as seen %}{{ seen }}", "lib Debian web1 lib/seen.jinja app False")]
    [TestCase("{{ salt['slsutil.renderer']('salt://data.yaml') }} {{ salt['slsutil.renderer'](string='{{ 1 + 1 }}', default_renderer='jinja') }}", "{'list': [1, 2]} 2")]
    [TestCase("{{ 'salt.get' in salt }} {{ 'pillar.get' in salt }} {{ saltenv }} {{ opts.id }} {{ id }}", "False True base web1 web1")]
    [TestCase("{% do salt['log.warning']('x') %}{{ show_full_context().saltenv }}", "base")]
    public void A_text_renders_to(string source, string expected) => Assert.That(Render(source), Is.EqualTo(expected));

    [TestCase("a: {{ pillar['nosuch']['x'] }}", "app/init.sls, line 1: Jinja variable 'dict object' has no attribute 'nosuch'\n    a: {{ pillar['nosuch']['x'] }}")]
    [TestCase("\n{{ salt['no.such']() }}", "app/init.sls, line 2: Jinja variable 'salt.loader.LazyLoader object' has no attribute 'no.such'\n    {{ salt['no.such']() }}")]
    [TestCase("{% include 'lib/bad.jinja' %}", "lib/bad.jinja, line 2: Jinja variable 'nosuch' is undefined (from app/init.sls line 1)\n    {{ nosuch }}")]
    [TestCase("{% if x %}", "app/init.sls, line 1: Jinja syntax error: Unexpected end of template. Looked for: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if' of line 1.\n    {% if x %}")]
    [TestCase("{% import 'nosuch' as x %}", "app/init.sls, line 1: Jinja error: there is no template 'nosuch'\n    {% import 'nosuch' as x %}")]
    [TestCase("{% include '../../etc/passwd' %}", "app/init.sls, line 1: Jinja error: ../../etc/passwd leaves the files that app/init.sls is among\n    {% include '../../etc/passwd' %}")]
    [TestCase("{{ salt['slsutil.renderer']('salt://../etc/passwd') }}", "app/init.sls, line 1: Jinja error: there is no file salt://../etc/passwd to render\n    {{ salt['slsutil.renderer']('salt://../etc/passwd') }}")]
    [TestCase("{% do raise('because') %}", "app/init.sls, line 1: Jinja error: because\n    {% do raise('because') %}")]
    [TestCase("a: 1\nb: [\nc: {{ 1 }}", "app/init.sls, line 2: YAML error in column 4 of what was rendered: a bracket or brace that was opened here is not closed\n    b: [")]
    [TestCase("a:\n\tb: 1", "app/init.sls, line 2: YAML error in column 1: While scanning a mapping, found invalid tab as indentation.; there is a tab where only spaces may indent\n    b: 1")]
    [TestCase("{a: 1}: x", "app/init.sls, line 1: YAML error in column 1: a map cannot be a key; text with {{ }} in it needs quotes\n    {a: 1}: x")]
    [TestCase("#!json\n{\"a\": 1,\n x}", "app/init.sls, line 3: JSON error: it is none from byte 2 of the line on\n    x}")]
    [TestCase("#!mako|yaml\na: 1", "app/init.sls, line 1: there is no renderer 'mako'; there are jinja, yaml, json, text\n    #!mako|yaml")]
    public void A_fault_names_file_line_and_cause(string source, string message) =>
        Assert.That(() => Value(source), Throws.InstanceOf<RenderException>().With.Message.EqualTo(message));

    [TestCase("a: {{ 1 + 1 }}", "{'a': 2}")]
    [TestCase("#!yaml\na: '{{ 1 + 1 }}'", "{'a': '{{ 1 + 1 }}'}")]
    [TestCase("#!jinja|json\n{\"a\": {{ 1 + 1 }}}", "{'a': 2}")]
    [TestCase("#!jinja|text\nx{{ 1 }}", "'x1'")]
    [TestCase("#!/bin/sh\na: 1", "{'a': 1}")]
    [TestCase("x: &x {a: 1}\ny: {<<: *x, b: 2}\n1: yes\n010: 0x1F\n? ~\n: 1:30", "{'x': {'a': 1}, 'y': {'a': 1, 'b': 2}, 1: True, 10: 31, None: 90}")]
    public void A_file_goes_through_the_renderers_that_it_names(string source, string expected) =>
        Assert.That(PythonString.Repr(Value(source)), Is.EqualTo(expected));

    private static string Render(string source) => (string)Value(source, "jinja|text")!;

    private static object? Value(string source, string renderers = "jinja|yaml") =>
        new SaltRenderer(new Files(), [], NullLogger.Instance).Render(new RenderFile("app/init.sls", "app/init.sls", source), Minion, "base", "app", usual: renderers).Value;

    private sealed class Files : IRenderFiles
    {
        private static readonly Dictionary<string, string> Texts = new()
        {
            ["data.yaml"] = "list: [1, 2] # {{ 1 }}",
            ["lib/tools.jinja"] = "{% macro where() %}{{ tpldir }}{% endmacro %}",
            ["lib/seen.jinja"] = "{{ salt['grains.get']('os') }} {{ id }} {{ tplfile }} {{ sls }} {{ mine is defined }}",
            ["lib/bad.jinja"] = "fine\n{{ nosuch }}",
        };

        public RenderFile? Find(string path, string saltenv) => Texts.TryGetValue(path, out var text) ? new RenderFile(path, path, text) : null;
    }
}

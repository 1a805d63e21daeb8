using Microsoft.Extensions.Logging.Abstractions;
using Salt.Shared.Rendering;

namespace Salt.Tests.Unit.Rendering;

/// <summary>Salt's filters and functions, one template and its text each.</summary>
internal sealed class SaltFilterTests
{
    [TestCase("{{ {1: 'a', 'b': 2} | tojson }}", "{\"1\": \"a\", \"b\": 2}")]
    [TestCase("{{ {'b': 1, 'a': {10: 'x', 'y': none}} | tojson }}", "{\"b\": 1, \"a\": {\"10\": \"x\", \"y\": null}}")]
    [TestCase("{{ {true: 1, none: 2, 1.5: 3} | tojson }}", "{\"true\": 1, \"null\": 2, \"1.5\": 3}")]
    [TestCase("{{ 'random' | uuid }}", "3652b285-26ad-588e-a5dc-c2ee65edc804")]
    [TestCase("{{ 'a' | uuid }}", "930bc643-2dab-5870-b162-3a508543a092")]
    [TestCase("{{ 'a/../b' | path_join('c/./d') }}", "b/c/d")]
    [TestCase("{{ 'a//b' | path_join('c') }}", "a/b/c")]
    [TestCase("{{ '/' | path_join('/x/') }}", "/x")]
    [TestCase("{{ '/a' | path_join('../b', '//c') }}", "/b/c")]
    [TestCase("{{ 'a' | path_join('..') }}", ".")]
    [TestCase("{{ '' | path_join('a') }}", "a")]
    [TestCase("{{ salt['slsutil.serialize']('yaml', {'a': [1]}) }}", "a:\n- 1")]
    [TestCase("{{ salt['slsutil.serialize']('yaml', {'a': [1]}, default_flow_style=True) }}", "{a: [1]}")]
    [TestCase("{{ salt['slsutil.serialize']('yaml', 'x') }}", "x")]
    [TestCase("{{ salt['slsutil.serialize']('json', {'b': 'é', 'a': 1}, sort_keys=True) }}", "{\"a\": 1, \"b\": \"é\"}")]
    [TestCase("{{ '007' | str_to_num }} {{ '1.5' | str_to_num }} {{ 'x' | str_to_num }}", "7 1.5 x")]
    [TestCase("{{ 'abcFooBAR' | to_snake_case }} {{ 'HTTPServer' | to_snake_case }} {{ 'a' | to_snake_case }}", "abc_foo_bar http_server a")]
    [TestCase("{{ 'snake_case_word' | to_camelcase }} {{ 'snake_case' | to_camelcase(uppercamel=True) }}", "snakeCaseWord SnakeCase")]
    [TestCase("{{ 'web1' | check_whitelist_blacklist(whitelist='web*') }} {{ 'db1' | check_whitelist_blacklist(whitelist=['web*', 'x']) }}", "True False")]
    [TestCase("{{ 'web1' | check_whitelist_blacklist(blacklist=['web[0-9]+']) }} {{ 'web1' | check_whitelist_blacklist }}", "False True")]
    [TestCase("{{ [1, 2] | zip(['a', 'b', 'c']) }}", "[(1, 'a'), (2, 'b')]")]
    [TestCase("{{ [1, 2, 2] | is_sorted }} {{ [2, 1] | is_sorted }} {{ [2, 1] | is_sorted(reverse=True) }}", "True False True")]
    [TestCase("{{ '::1' | ipwrap }} {{ '10.0.0.1' | ipwrap }} {{ ['fe80::1', 'x'] | ipwrap }}", "[::1] 10.0.0.1 ['[fe80::1]', 'x']")]
    [TestCase("{{ '41:42:43:44:45:46' | mac_str_to_bytes }}", "ABCDEF")]
    [TestCase("{{ '127.0.0.1' | dns_check(port=1) }}", "127.0.0.1")]
    [TestCase("{{ 24 | random_str | length }} {{ ('00:50' | gen_mac) is match('^00:50(:[0-9A-F]{2}){3}$') }}", "24 True")]
    [TestCase("{{ ['one', 'two', 'three', 'four'] | random_sample(2, seed='static') }}", "['four', 'one']")]
    [TestCase("{{ ['one', 'two', 'three', 'four'] | random_shuffle(seed='static') }}", "['four', 'one', 'three', 'two']")]
    [TestCase("{{ range(1000) | list | random_sample(5, seed=7) }}", "[331, 970, 154, 404, 666]")]
    [TestCase("{{ [3, 1, 2] | random_shuffle | sort }}", "[1, 2, 3]")]
    [TestCase("{{ {'a': [{'n': 1, 'x': 'p'}, {'n': 2}]} | json_query('a[?n > `1`].n') }}", "[2]")]
    [TestCase("{{ {'a': [{'n': 2}, {'n': 1}]} | json_query('sort_by(a, &n)[*].n | [0]') }}", "1")]
    [TestCase("{{ {'a': {'b': {'c': 3}, 'd': {'c': 4}}} | json_query('a.*.c') }}", "[3, 4]")]
    [TestCase("{{ {'a': [[1, 2], [3]], 'b': 'x'} | json_query('{flat: a[], first: a[0][1], last: a[-1], b: b}') }}", "{'flat': [1, 2, 3], 'first': 2, 'last': [3], 'b': 'x'}")]
    [TestCase("{{ {'a': [1, 2, 3, 4]} | json_query('a[1:3]') }} {{ {'a': none} | json_query('a.b || `\"x\"`') }} {{ [1] | json_query('length(@)') }}", "[2, 3] x 1")]
    public void A_filter_gives_what_Salts_does(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase("{{ 'http://127.0.0.1/' | http_query }}", "http_query is refused")]
    [TestCase("{{ 'x' | mac_str_to_bytes }}", "Invalid MAC address")]
    [TestCase("{{ [1] | random_sample(2) }}", "Sample larger than population")]
    [TestCase("{{ {} | json_query('a[') }}", "the JMESPath expression 'a[' is malformed")]
    [TestCase("{{ {} | json_query('nosuch(@)') }}", "there is no function 'nosuch'")]
    public void What_cannot_be_done_is_said(string template, string message) =>
        Assert.That(() => Render(template), Throws.InstanceOf<RenderException>().With.Message.Contains(message));

    [TestCase("%-d/%-m", "3/2")]
    [TestCase("%G-W%V-%u", "2030-W05-7")]
    [TestCase("%R", "00:00")]
    [TestCase("%c", "Sun Feb  3 00:00:00 2030")]
    [TestCase("[%e] [%k] [%l]", "[ 3] [ 0] [12]")]
    [TestCase("%w %W", "0 04")]
    [TestCase("%x %X %D %r", "02/03/30 00:00:00 02/03/30 12:00:00 AM")]
    [TestCase("%C %g %U %h %P%n%t", "20 30 05 Feb am\n\t")]
    [TestCase("%^a %#p %^B %#b", "SUN am FEBRUARY FEB")]
    [TestCase("%_d %05d %-5d %5d %_5d %5a %05a", " 3 00003     3 00003     3   Sun 00Sun")]
    [TestCase("%10Y %_10Y %-j %_j %3H", "0000002030       2030 34  34 000")]
    [TestCase("%Ec %Oy %s %5%", "Sun Feb  3 00:00:00 2030 30 1896307200     %")]
    [TestCase("%Q %-Q %+ %", "%Q %-Q %+ %")]
    [TestCase("%f [%Z] [%z]", "000000 [] []")]
    public void Times_are_written_as_C_writes_them(string format, string expected) => Assert.Multiple(() =>
    {
        Assert.That(Render($"{{{{ 1896307200 | strftime('{format}') }}}}"), Is.EqualTo(expected));
        Assert.That(Render($"{{{{ 1896307200 | date_format('{format}') }}}}"), Is.EqualTo(expected));
    });

    private static string Render(string text) => new SaltRenderer(new NoFiles(), [], NullLogger.Instance)
        .Render(new RenderFile("a.sls", "a.sls", text), new RenderSubject("m", [], [], []), "base", "a", usual: "jinja|text").Text;

    private sealed class NoFiles : IRenderFiles
    {
        public RenderFile? Find(string path, string saltenv) => null;
    }
}

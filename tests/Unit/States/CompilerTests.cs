using System.Text.Json.Nodes;

namespace Salt.Tests.Unit.States;

internal sealed class CompilerTests
{
    [TestCase("a: {test.nop: []}\nb: {test: [nop]}\nc: test.nop", "a b c")]
    [TestCase("a: {test.nop: [order: 2]}\nb: {test.nop: [order: 1]}\nc: {test.nop: [order: last]}\nd: {test.nop: []}", "b a d c")]
    [TestCase("a: {test.nop: [order: last]}\nb: {test.nop: [order: -1]}\nc: {test.nop: [order: first]}", "c b a")]
    [TestCase("z: {test.nop: [names: [c, a, b]]}\ny: {test.nop: []}", "c a b y")]
    [TestCase("z: {test.nop: [name: x]}", "x")]
    [TestCase("z: {test.nop: [name: 5]}", "z")]
    [TestCase("a: {test.nop: []}\nexclude: [id: a]\nb: {test.nop: []}", "b")]
    public void Declarations_become_calls_in_their_order(string sls, string names) =>
        Assert.That(string.Join(' ', SlsTexts.Compile(sls).Select(chunk => chunk.Name)), Is.EqualTo(names));

    [Test]
    public void A_call_has_all_that_the_declaration_says() => Assert.That(
        SlsTexts.Compile("a:\n  file.managed:\n    - name: /x\n    - mode: '0640'\n    - require: [{test: b}]\nb: test.nop")[0].Data.ToJsonString(),
        Is.EqualTo("""{"state":"file","name":"/x","__sls__":"a","__env__":"base","__id__":"a","mode":"0640","require":[{"test":"b"}],"order":10000,"fun":"managed"}"""));

    [Test]
    public void A_name_may_bring_arguments_of_its_own()
    {
        var chunks = SlsTexts.Compile("z: {cmd.run: [cwd: /, names: [one, {two: [cwd: /tmp]}]]}");
        Assert.That(chunks.Select(chunk => (chunk.Name, (string?)chunk.Data["cwd"])), Is.EqualTo(new[] { ("one", "/"), ("two", "/tmp") }));
    }

    [Test]
    public void What_is_included_comes_with_it_once()
    {
        var (chunks, errors) = SlsTexts.Compile(
            "web",
            ("web/", "include: [.sub, other, web.sub]\na: test.nop"), ("web.sub", "include: [..other]\nb: test.nop"), ("other", "c: test.nop"));
        Assert.That(errors, Is.Empty);
        Assert.That(chunks.Select(chunk => (chunk.Id, chunk.Sls, chunk.Data["__sls_included_from__"]?.ToJsonString())), Is.EqualTo(new (string, string?, string?)[]
        {
            ("c", "other", """["web.sub","web"]"""), ("b", "web.sub", """["web"]"""), ("a", "web", null),
        }));
    }

    [Test]
    public void Patterns_of_names_are_all_that_match()
    {
        var (chunks, _) = SlsTexts.Compile("web*", ("web", "include: ['db.*']\na: test.nop"), ("web2", "b: test.nop"), ("db.x", "c: test.nop"), ("no", "d: test.nop"));
        Assert.That(chunks.Select(chunk => chunk.Id), Is.EqualTo((string[])["c", "a", "b"]));
    }

    [TestCase("extend: {a: {cmd.run: [name: other]}}", "name=other")]
    [TestCase("extend: {a: {cmd: [wait]}}", "fun=wait")]
    [TestCase("extend: {a: {cmd: [require: [{test: z}]]}}", """require=[{"test":"y"},{"test":"z"}]""")]
    [TestCase("extend: {a: {cmd: [cwd: /]}}", "cwd=/")]
    [TestCase("extend: {echo hi: {cmd: [cwd: /]}}", "cwd=/")]
    public void Another_file_can_extend_a_declaration(string extend, string what)
    {
        var (chunks, errors) = SlsTexts.Compile("b", ("a", "a: {cmd.run: [name: echo hi, require: [{test: y}]]}\ny: test.nop\nz: test.nop"), ("b", "include: [a]\n" + extend));
        Assert.That(errors, Is.Empty);
        var value = chunks.First(chunk => chunk.Id == "a").Data[what.Split('=')[0]];
        Assert.That(value is JsonArray ? value.ToJsonString() : value?.ToString(), Is.EqualTo(what[(what.IndexOf('=') + 1)..]));
    }

    [TestCase("require_in: [{test: b}]", """require=[{"test":"a"}]""")]
    [TestCase("require_in: [b]", """require=[{"test":"a"}]""")]
    [TestCase("require_in: {test: b}", """require=[{"test":"a"}]""")]
    [TestCase("watch_in: [{test: named}]", """watch=[{"test":"a"}]""")]
    [TestCase("onchanges_in: [{sls: a}]", """onchanges=[{"test":"a"}]""")]
    [TestCase("prereq_in: [{test: b}]", """prereq=[{"test":"a"}]""")]
    [TestCase("use_in: [{test: b}]", "text=hello")]
    public void Requisites_of_the_other_end_are_turned_round(string requisite, string what)
    {
        var chunks = SlsTexts.Compile($"a: {{test.nop: [{requisite}, text: hello]}}\nb: {{test.nop: [name: named]}}");
        var value = chunks.First(chunk => chunk.Id == "b").Data[what.Split('=')[0]];
        Assert.That(value is JsonArray ? value.ToJsonString() : value?.ToString(), Is.EqualTo(what[(what.IndexOf('=') + 1)..]));
    }

    [Test]
    public void Use_takes_what_is_not_there_yet()
    {
        var chunk = SlsTexts.Compile("a: {cmd.run: [cwd: /a, shell: /bin/sh, require: [{test: t}]]}\nb: {cmd.run: [cwd: /b, use: [{cmd: a}]]}\nt: test.nop")[1];
        Assert.That(((string?)chunk.Data["cwd"], (string?)chunk.Data["shell"], chunk.Data["require"]), Is.EqualTo(("/b", "/bin/sh", (JsonNode?)null)));
    }

    [TestCase("a: {test.nop: }", "ID 'a' in SLS 'a' contains a short declaration (test.nop) with a trailing colon.")]
    [TestCase("a: {test.nop: {name: x}}", "State 'a' in SLS 'a' is not formed as a list")]
    [TestCase("a: word", "ID a in SLS a is not a dictionary")]
    [TestCase("5: test.nop", "ID '5' in SLS 'a' is not formed as a string, but is type int. It may need to be quoted.")]
    [TestCase("a: {test: [name: x]}", "No function declared in state 'test' of ID 'a' in SLS 'a'")]
    [TestCase("a: {test: [nop, fail]}", "Too many functions declared in state 'test' of ID 'a' in SLS 'a'. Please choose one of the following: nop, fail")]
    [TestCase("a: {test.nop: [], test: [nop]}", "ID 'a' in SLS 'a' contains multiple state declarations of the same type")]
    [TestCase("a: {test.nop: [require: {test: b}]}", "The require statement in state 'a' in SLS 'a' needs to be formed as a list")]
    [TestCase("a: {test.nop: [require: [{test.nop: b}]]}", "Invalid requisite type 'test.nop' in state 'a', in SLS 'a'. Requisite types must not contain dots, did you mean 'test'?")]
    [TestCase("a: {test.nop: [require: [{test: b, cmd: c}]]}", "is not formed as a single key dictionary")]
    [TestCase("a: {test.nop: [names: b]}", "The 'names' argument in state 'a' in SLS 'a' needs to be formed as a list")]
    [TestCase("include: b", "Include Declaration in SLS a is not formed as a list")]
    [TestCase("include: [b]", "Specified SLS b in saltenv base is not available on the salt master or through a configured fileserver; it is included by 'a'")]
    [TestCase("include: [..b]", "Attempted relative include of '..b' within SLS 'base:a' goes beyond top level package")]
    [TestCase("extend: {x: {test: [name: b]}}", "Cannot extend ID 'x' in 'base:a'. It is not part of the high state.")]
    [TestCase("a: {test.nop: [require_in: [{test: x}]]}", "Cannot extend ID 'x' in 'base:a'. It is not part of the high state.")]
    [TestCase("[a]", "SLS a does not render to a dictionary")]
    [TestCase("a: {{ nosuch }}", "Rendering SLS 'base:a' failed: salt://a.sls, line 1: Jinja variable 'nosuch' is undefined")]
    public void What_is_malformed_is_said(string sls, string error)
    {
        var (chunks, errors) = SlsTexts.Compile("a", ("a", sls));
        Assert.Multiple(() =>
        {
            Assert.That(errors, Has.Some.Contains(error));
            Assert.That(chunks, Is.Empty);
        });
    }

    [Test]
    public void An_ID_is_of_one_file()
    {
        var (_, errors) = SlsTexts.Compile("a,b", ("a", "x: test.nop"), ("b", "x: cmd.run"));
        Assert.That(errors, Is.EqualTo((string[])["Detected conflicting IDs, SLS IDs need to be globally unique.\n    The conflicting ID is 'x' and is found in SLS 'base:a' and SLS 'base:b'"]));
    }

    [Test]
    public void Every_fault_is_told_at_once()
    {
        var (_, errors) = SlsTexts.Compile("a,nosuch", ("a", "x: word\ninclude: [zzz]"));
        Assert.That(errors, Has.Count.EqualTo(3));
    }
}

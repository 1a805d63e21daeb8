using System.Text.Json.Nodes;

namespace Salt.Tests.Unit.States;

/// <summary>Items of argument lists that hold several arguments.</summary>
internal sealed class ForgottenDashTests
{
    private static readonly string[] Engines = ["state", "__sls__", "__env__", "__id__", "fun", "order", "__warnings__"];

    [TestCase("- name: pwd\n      cwd: /", """{"name":"pwd","cwd":"/"}""", "salt://a.sls, line 4: 'cwd'")]
    [TestCase("- changes: false\n      result: true\n    - comment: two in one", """{"name":"a","changes":false,"result":true,"comment":"two in one"}""", "salt://a.sls, line 4: 'result'")]
    [TestCase("- name: echo x\n    - env:\n      A: 1", """{"name":"echo x","env":null,"A":1}""", "salt://a.sls, line 5: 'A'")]
    [TestCase("- name: x\n      cwd: /\n\n      umask: '077'", """{"name":"x","cwd":"/","umask":"077"}""", "salt://a.sls, line 4: 'cwd'", "salt://a.sls, line 6: 'umask'")]
    [TestCase("- {name: x, cwd: /}", """{"name":"x","cwd":"/"}""", "salt://a.sls, line 3: 'cwd'")]
    [TestCase("- name: x\n      5: y", """{"name":"x","5":"y"}""", "salt://a.sls, line 4: '5'")]
    [TestCase("- name: x\n      require: [{test: b}]", """{"name":"x","require":[{"test":"b"}]}""", "salt://a.sls, line 4: 'require'")]
    [TestCase("- name: x{# two\n lines #}\n      cwd: /", """{"name":"x","cwd":"/"}""", "salt://a.sls, line 4 of what was rendered: 'cwd'")]
    [TestCase("- <<: {cwd: /, umask: '077'}", """{"name":"a","cwd":"/","umask":"077"}""")]
    [TestCase("- <<: {cwd: /}\n      umask: '077'", """{"name":"a","cwd":"/","umask":"077"}""")]
    [TestCase("- names: [x, y: [cwd: /, umask: '077']]\n    - name: z", """{"name":"x"}""")]
    [TestCase("- names: [{x: [{cwd: /, umask: '077'}]}]", """{"name":"x","cwd":"/","umask":"077"}""")]
    [TestCase("- names:\n      - x: []\n        y: []", """{"name":"x"}""", "salt://a.sls, line 5: 'y'")]
    public void Every_argument_counts_and_a_warning_names_the_line(string arguments, string expected, params string[] warnings)
    {
        var chunk = SlsTexts.Compile($"a:\n  cmd.run:\n    {arguments}\nb: test.nop").First(chunk => chunk.Id == "a");
        Assert.Multiple(() =>
        {
            Assert.That(new JsonObject(chunk.Data.Where(member => !Engines.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(), Is.EqualTo(expected));
            Assert.That(Warnings(chunk.Data).Select(warning => warning[..(warning.IndexOf('\'', warning.IndexOf('\'', StringComparison.Ordinal) + 1) + 1)]), Is.EqualTo(warnings));
        });
    }

    [Test]
    public void The_short_form_and_requisites_of_the_other_end_are_no_exception()
    {
        var chunks = SlsTexts.Compile("a:\n  test:\n    - nop\n    - text: x\n      require_in: [{test: b}]\nb: test.nop");
        Assert.That(chunks.First(chunk => chunk.Id == "b").Data["require"]!.ToJsonString(), Is.EqualTo("""[{"test":"a"}]"""));
    }

    [Test]
    public void Extensions_add_their_warnings()
    {
        var (chunks, errors) = SlsTexts.Compile(
            "b", ("a", "x:\n  cmd.run:\n    - name: one\n      cwd: /"), ("b", "include: [a]\nextend:\n  x:\n    cmd:\n      - umask: '077'\n        shell: /bin/sh"));
        Assert.That(errors, Is.Empty);
        Assert.That(Warnings(chunks[0].Data).Select(warning => warning.Split(':')[1]), Is.EqualTo((string[])["//a.sls, line 4", "//b.sls, line 6"]));
        Assert.That(((string?)chunks[0].Data["umask"], (string?)chunks[0].Data["shell"], (string?)chunks[0].Data["cwd"]), Is.EqualTo(("077", "/bin/sh", "/")));
    }

    [TestCase("require")]
    [TestCase("watch")]
    [TestCase("onchanges")]
    [TestCase("prereq")]
    [TestCase("onfail_any")]
    public void Behind_a_requisite_it_is_an_error(string requisite)
    {
        var (_, errors) = SlsTexts.Compile("a", ("a", $"a:\n  cmd.run:\n    - {requisite}: [{{test: b}}]\n      name: x\nb: test.nop"));
        Assert.That(errors, Is.EqualTo((string[])["Multiple dictionaries defined in argument of state 'a' in SLS 'a'"]));
    }

    [Test]
    public void What_behind_it_is_malformed_is_said()
    {
        var (_, errors) = SlsTexts.Compile("a", ("a", "a:\n  cmd.run:\n    - name: x\n      require: {test: b}\n    - cwd: /\n      names: y"));
        Assert.That(errors, Is.EqualTo((string[])["The require statement in state 'a' in SLS 'a' needs to be formed as a list", "The 'names' argument in state 'a' in SLS 'a' needs to be formed as a list"]));
    }

    private static IEnumerable<string> Warnings(JsonObject data) => (data["__warnings__"] as JsonArray ?? []).Select(warning => (string)warning!);
}

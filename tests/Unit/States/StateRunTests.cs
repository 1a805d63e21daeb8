using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States;
using Salt.Minion.States.Compiler;
using Salt.Minion.States.Modules;
using Salt.Minion.States.Running;
using Salt.Tests.Unit.Modules;

namespace Salt.Tests.Unit.States;

/// <summary>Runs of states that do nothing, on a minion that is none: commands come to what their text says.</summary>
internal sealed class StateRunTests
{
    private readonly List<string> _commands = [];

    [SetUp]
    public void Forget() => _commands.Clear();

    [TestCase("a: test.nop\nb: {test.nop: [require: [{test: a}]]}", "a=True b=True")]
    [TestCase("a: test.fail_without_changes\nb: {test.nop: [require: [{test: a}]]}", "a=False b=False(One or more requisite failed: a.a)")]
    [TestCase("a: test.fail_without_changes\nb: {test.nop: [failhard: True]}\nc: test.nop", "a=False b=True c=True")]
    [TestCase("a: {test.fail_without_changes: [failhard: True]}\nb: test.nop", "a=False")]
    [TestCase("a: test.succeed_with_changes\nb: {test.nop: [watch: [{test: a}]]}", "a=True b=True(Watch statement fired.)")]
    [TestCase("a: test.nop\nb: {test.nop: [watch: [{test: a}]]}", "a=True b=True")]
    [TestCase("a: test.nop\nb: {test.fail_without_changes: [onchanges: [{test: a}]]}", "a=True b=True(State was not run because none of the onchanges reqs changed)")]
    [TestCase("a: test.nop\nb: {test.fail_without_changes: [onfail: [{test: a}]]}", "a=True b=True(State was not run because onfail req did not change)")]
    [TestCase("a: {test.nop: [prereq: [{test: b}]]}\nb: test.succeed_with_changes", "a=True b=True")]
    [TestCase("a: {test.fail_without_changes: [prereq: [{test: b}]]}\nb: test.succeed_without_changes", "a=True(No changes detected) b=True")]
    [TestCase("a: {test.fail_without_changes: [prereq: [{test: b}]]}\nb: test.succeed_with_changes", "a=False b=False(One or more requisite failed: a.a)")]
    [TestCase("a: {test.nop: [prereq: [{test: b}]]}\nb: {nosuch.fun: []}", "a=False(The following requisites were not found:) b=False(State 'nosuch.fun' was not found in SLS 'a')")]
    [TestCase("a: {test.nop: [prereq: [{nosuch: b}]]}\nb: {nosuch.fun: []}", "a=False(One or more requisite failed: a.b) b=False(State 'nosuch.fun' was not found in SLS 'a')")]
    [TestCase("a: {cmd.wait: [name: said, listen: [{test: b}]]}\nb: test.succeed_with_changes", "a=True b=True listener_a=True(Command \"said\" run)")]
    [TestCase("a: {cmd.wait: [name: said, listen: [{test: b}]]}\nb: test.nop", "a=True b=True")]
    [TestCase("a: {test.succeed_with_changes: [listen_in: [{cmd: b}]]}\nb: {cmd.wait: [name: said]}", "a=True b=True listener_b=True(Command \"said\" run)")]
    [TestCase("a: {cmd.wait: [name: x, listen: [{test: nosuch}]]}", "a=True listen_nosuch=False(Referenced state test: nosuch does not exist)")]
    [TestCase("a: {test.nop: [parallel: True]}\nb: {test.nop: [require: [{test: a}]]}\nc: {test.fail_without_changes: [parallel: True]}\nd: {test.nop: [require: [{test: c}]]}", "a=True b=True c=False d=False(One or more requisite failed: a.c)")]
    [TestCase("a: {test.show_notification: []}", "a=False(Missing parameter text for state test.show_notification)")]
    [TestCase("a: {test.configurable_test_state: [result: perhaps]}", "a=False(You have specified the state option 'result' with invalid arguments. It must be either True, False, or 'Random')")]
    public async Task States_run_as_their_requisites_say(string sls, string results) => Assert.That(await RunAsync(sls), Is.EqualTo(results));

    [TestCase("onlyif: 'true'", "a=True(Command \"said\" run)")]
    [TestCase("onlyif: ['true', 'false']", "a=True(onlyif condition is false)")]
    [TestCase("onlyif: [{fun: test.true}]", "a=True(Command \"said\" run)")]
    [TestCase("onlyif: [{fun: test.echo, text: {x: {y: 0}}, get_return: 'x:y'}]", "a=True(onlyif condition is false)")]
    [TestCase("onlyif: [{fun: nosuch.fun}]", "a=False('nosuch.fun' is not available.)")]
    [TestCase("onlyif: 'nostart'", "a=True(onlyif condition is false)")]
    [TestCase("unless: 'true'", "a=True(unless condition is true)")]
    [TestCase("unless: ['true', 'false']", "a=True(Command \"said\" run)")]
    [TestCase("unless: []", "a=True(Command \"said\" run)")]
    [TestCase("creates: []", "a=True(Command \"said\" run)")]
    [TestCase("onlyif: []", "a=True(Command \"said\" run)")]
    [TestCase("unless: 'nostart'", "a=True(unless condition is true)")]
    [TestCase("unless: False", "a=True(Command \"said\" run)")]
    [TestCase("creates: /", "a=True(/ exists)")]
    [TestCase("creates: [/, /nosuch]", "a=True(Command \"said\" run)")]
    [TestCase("check_cmd: ['false']", "a=False(check_cmd determined the state failed)")]
    [TestCase("check_cmd: ['true']", "a=True(check_cmd determined the state succeeded)")]
    [TestCase("retry: {attempts: 3, interval: 0}", "a=True(Command \"said\" run)")]
    [TestCase("cwd: /nosuch", "a=False(Desired working directory \"/nosuch\" is not available)")]
    [TestCase("env: [{A: b}]", "a=True(Command \"said\" run)")]
    [TestCase("umask: '__slot__:salt:test.echo(077)'", "a=True(Command \"said\" run)")]
    [TestCase("name: '__slot__:salt:test.echo(other) ~ /x'", "a=True(Command \"other/x\" run)")]
    public async Task Conditions_decide_before_a_state_runs(string condition, string results) =>
        Assert.That(await RunAsync(condition.StartsWith("name", StringComparison.Ordinal) ? $"a: {{cmd.run: [{condition}]}}" : $"a: {{cmd.run: [name: said, {condition}]}}"), Does.StartWith(results.TrimEnd(')')));

    [Test]
    public async Task A_state_is_tried_again_until_it_succeeds()
    {
        Assert.That(await RunAsync("a: {cmd.run: [name: third, retry: {attempts: 5, interval: 0}]}"), Does.StartWith("a=True"));
        Assert.That(_commands, Is.EqualTo((string[])["third", "third", "third"]));
    }

    [Test]
    public async Task In_test_mode_nothing_runs()
    {
        const string sls = "a: {cmd.run: [name: said, retry: {attempts: 3, interval: 1}]}\nb: test.succeed_with_changes\nc: test.fail_without_changes\nd: {cmd.wait: [name: said, watch: [{test: b}]]}";
        Assert.That(await RunAsync(sls, test: true), Is.EqualTo(
            "a=None(Command \"said\" would have been executed  The state would be retried every 1 seconds (with a splay of up to 0 seconds) a maximum of 3 times or until a result of True is returned) b=None c=False d=None(Command \"said\" would have been executed)"));
        Assert.That(_commands, Is.Empty);
    }

    [Test]
    public async Task What_there_is_so_far_is_told()
    {
        var told = new List<int>();
        await RunAsync("a: test.nop\nb: test.nop\nc: test.nop", tell: results => told.Add(results.Count));
        Assert.That(told, Is.EqualTo((int[])[1, 2, 3]));
    }

    [Test]
    public async Task An_argument_that_is_not_known_is_said_and_does_no_harm()
    {
        var result = (await ResultsAsync("a: {cmd.run: [name: said, bogus: 1]}"))[0].Value!;
        Assert.That((string?)result["warnings"]![0], Is.EqualTo("'bogus' is an invalid keyword argument for 'cmd.run' and was ignored. Data for a template goes into 'context'."));
        Assert.That((bool?)result["result"], Is.True);
    }

    [TestCase("a:\n  cmd.run:\n    - name: said\n      bogus: 1", 2, Description = "before what the function says")]
    [TestCase("a:\n  test.nop:\n    - name: said\n      text: x", 1)]
    [TestCase("a:\n  nosuch.fun:\n    - name: said\n      text: x", 1, Description = "there is no such function")]
    [TestCase("a:\n  test.nop:\n    - name: said\n      require: [{test: b}]\nb: test.fail_without_changes", 1, Description = "it was not run")]
    [TestCase("a:\n  test.nop:\n    - name: said\n      watch: [{test: b}]\nb: test.succeed_with_changes", 1, Description = "it reacts")]
    [TestCase("a:\n  cmd.run:\n    - name: said\n      onlyif: 'false'", 1)]
    public async Task What_is_warned_of_a_declaration_is_in_its_result(string sls, int count)
    {
        var warnings = (await ResultsAsync(sls))[0].Value!["warnings"]!.AsArray();
        Assert.That(warnings, Has.Count.EqualTo(count));
        Assert.That((string?)warnings[0], Does.StartWith("salt://a.sls, line 4: '"));
    }

    [Test]
    public async Task A_forgotten_dash_keeps_no_state_from_running()
    {
        const string sls = """
            k1:
              cmd.run:
                - name: pwd
                  cwd: /
            k2:
              test.configurable_test_state:
                - changes: false
                  result: true
                - comment: two in one
            k3:
              cmd.run:
                - name: echo x
                - env:
                  A: 1
            """;
        var surroundings = new List<string>();
        var minion = new FakeMinion();
        minion.Answers["cmd.run_all"] = (arg, kwarg) =>
        {
            surroundings.Add($"{arg[0]} cwd={kwarg["cwd"]} env={kwarg["env"]?.ToJsonString()}");
            return new Outcome(new JsonObject { ["pid"] = 1, ["retcode"] = 0, ["stdout"] = "", ["stderr"] = "" });
        };

        var results = await ResultsAsync(sls, minion: minion);

        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => (bool?)result.Value!["result"]), Is.All.True);
            Assert.That(surroundings, Is.EqualTo((string[])["pwd cwd=/ env=", "echo x cwd= env="]));
            Assert.That(results.Select(result => ((string)result.Value!["warnings"]![0]!).Split(':')[1]), Is.EqualTo((string[])["//a.sls, line 4", "//a.sls, line 8", "//a.sls, line 14"]));
        });
    }

    [TestCase("changes: Random", "True", "0 1")]
    [TestCase("result: Random", "False True", "1")]
    [TestCase("changes: Random, result: Random", "False True", "0 1")]
    [TestCase("changes: 'False', result: 'True'", "True", "0")]
    [TestCase("changes: 0", "True", "0")]
    public async Task What_is_left_to_chance_comes_out_either_way(string arguments, string outcomes, string changes)
    {
        var names = string.Join(", ", Enumerable.Range(0, 40));
        var results = (await ResultsAsync($"a: {{test.configurable_test_state: [names: [{names}], {arguments}]}}")).ConvertAll(result => result.Value!);
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', results.Select(result => ((bool)result["result"]!).ToString()).Distinct().Order()), Is.EqualTo(outcomes));
            Assert.That(string.Join(' ', results.Select(result => $"{result["changes"]!.AsObject().Count}").Distinct().Order()), Is.EqualTo(changes));
        });
    }

    [TestCase("template: jinja", "cmd.run_all", "[\"said\"]", "template")]
    [TestCase("bg: True", "cmd.run_all", "[\"said\"]", "bg")]
    [TestCase("root: /jail", "cmd.run_chroot", "[\"/jail\",\"said\"]", null)]
    public async Task A_command_runs_as_the_functions_of_cmd_have_it(string argument, string fun, string arg, string? kwarg)
    {
        var called = "";
        var minion = new FakeMinion();
        minion.Answers[fun] = (given, named) =>
        {
            called = given.ToJsonString();
            Assert.That(kwarg is null || named.ContainsKey(kwarg));
            return new Outcome(new JsonObject { ["pid"] = 1, ["retcode"] = null, ["stdout"] = "", ["stderr"] = "" });
        };
        var result = (await ResultsAsync($"a: {{cmd.run: [name: said, {argument}]}}", minion: minion))[0].Value!;
        Assert.That((called, (bool?)result["result"]), Is.EqualTo((arg, (bool?)true)));
    }

    [TestCase("changed=yes comment=so x=1", "so", """{"pid":1,"retcode":0,"stdout":"changed=yes comment=so x=1","stderr":"","x":"1"}""")]
    [TestCase("noise\nchanged=no", "Command \"{0}\" run", "{}")]
    [TestCase("""{"changed": true, "comment": "json"}""", "json", """{"pid":1,"retcode":0,"stdout":"{\u0022changed\u0022: true, \u0022comment\u0022: \u0022json\u0022}","stderr":""}""")]
    public void A_stateful_command_says_what_it_came_to(string output, string comment, string changes)
    {
        var result = StatefulOutput.Read(new StateResult("c", true, "Command \"{0}\" run", new JsonObject { ["pid"] = 1, ["retcode"] = 0, ["stdout"] = output, ["stderr"] = "" }));
        Assert.That((result.Comment, result.Changes.ToJsonString(), result.Result), Is.EqualTo((comment, changes, (bool?)true)));
    }

    [Test]
    public void A_stateful_command_that_says_nothing_has_failed() => Assert.That(
        StatefulOutput.Read(new StateResult("c", true, "run", new JsonObject { ["stdout"] = "hello" })).Result, Is.False);

    private async Task<string> RunAsync(string sls, bool test = false, Action<JsonObject>? tell = null) =>
        string.Join(' ', (await ResultsAsync(sls, test, tell)).Select(entry => Text(entry.Key.Split("_|-")[1], entry.Value!)));

    private async Task<List<KeyValuePair<string, JsonNode?>>> ResultsAsync(string sls, bool test = false, Action<JsonObject>? tell = null, FakeMinion? minion = null)
    {
        var chunks = SlsTexts.Compile(sls);
        var map = new RequisiteMap(chunks, StateModules.Catalog.Watching);
        var caller = new StateCaller(StateModules.Catalog, Calls.Of("test.ping", minion: minion ?? Minion()), new Random(1));
        StateRun run = null!;
        run = new StateRun(caller, map, test, failHard: false, () => run.Read(tell ?? (_ => { })));
        var results = await run.RunAsync(RunOrder.Of(chunks, map, out _), CancellationToken.None);
        // Those that run beside each other come back in any order.
        return [.. results.OrderBy(entry => entry.Key.Split("_|-")[1].StartsWith("listen", StringComparison.Ordinal)).ThenBy(entry => entry.Key.Split("_|-")[1], StringComparer.Ordinal)];
    }

    // Comments that only say what the result says are left out, and all but the first line.
    private static string Text(string id, JsonNode result)
    {
        var comment = ((string?)result["comment"] ?? "").Split('\n')[0].Split(';')[0];
        var word = result["result"] is null ? "None" : (bool)result["result"]! ? "True" : "False";
        return $"{id}={word}" + (comment is "" or "Success!" or "Failure!" || comment.StartsWith("If we weren't", StringComparison.Ordinal) ? "" : $"({comment})");
    }

    private FakeMinion Minion()
    {
        var minion = new FakeMinion();
        minion.Answers["cmd.retcode"] = (arg, _) => (string?)arg[0] switch
        {
            "nostart" => throw new RefusedException("ERROR: no such user"),
            var command => new Outcome(command == "true" ? 0 : 1),
        };
        minion.Answers["cmd.run_all"] = (arg, _) =>
        {
            _commands.Add((string)arg[0]!);
            var code = (string?)arg[0] == "third" && _commands.Count < 3 ? 1 : 0;
            return new Outcome(new JsonObject { ["pid"] = 1, ["retcode"] = code, ["stdout"] = "", ["stderr"] = "" }, code);
        };
        return minion;
    }
}

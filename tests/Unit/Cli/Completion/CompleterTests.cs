using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Cli.Completion;

public class CompleterTests
{
    [TestCase("ru", "run|runner")]
    [TestCase("jobs la", "last-run")]
    [TestCase("--root DIR jobs la", "last-run")]
    [TestCase("help jobs la", "last-run")]
    [TestCase("run * test.pi", "test.ping")]
    [TestCase("run * --static test.pi", "test.ping")]
    [TestCase("run -t 5 * test.pi", "test.ping")]
    [TestCase("run * cmd.run ls -la --stat", "--static|--state-output|--state-verbose")]
    [TestCase("run * cmd.run --if-offline ", "skip|queue")]
    [TestCase("run * cmd.run --if-offline=q", "--if-offline=queue")]
    [TestCase("run * cmd.run -- --stat", "")]
    [TestCase("jobs list --state failed,ki", "failed,killed")]
    [TestCase("jobs list --out js", "json|jsonl")]
    [TestCase("jobs signal 20260101000000000000 KI", "KILL")]
    [TestCase("runner jobs.la", "jobs.last_run")]
    [TestCase("completion ", "bash|zsh|fish")]
    [TestCase("render ", ":files")]
    [TestCase("--root ", ":folders")]
    [TestCase("nosuch ", "")]
    [TestCase("jobs nosuch ", "")]
    [TestCase("dev x", "")]
    public async Task A_word_is_completed_by_its_place(string line, string candidates)
    {
        var found = await Completer.CompleteAsync(line.Split(' '), CancellationToken.None);

        Assert.That(string.Join('|', found.Select(candidate => candidate.Text)), Is.EqualTo(candidates));
    }

    [Test]
    public void Functions_are_those_of_the_minions() =>
        Assert.That(MinionFunctions.Names, Is.EqualTo(ExecutionModules.Catalog.All.Select(function => function.Name)));

    [Test]
    public async Task Every_verb_and_every_option_in_it_is_offered()
    {
        foreach (var verb in VerbTable.All)
        {
            var words = verb.Name.Split(' ');
            var verbs = await Completer.CompleteAsync(words, CancellationToken.None);
            var options = await Completer.CompleteAsync([.. words, "-"], CancellationToken.None);

            Assert.That(verbs.Select(candidate => candidate.Text), Does.Contain(words[^1]));
            Assert.That(
                options.Select(option => option.Text),
                Is.EquivalentTo(verb.Options.Concat(CommonOptions.All).Where(option => !option.IsHidden).SelectMany(option => option.Shown)));
        }
    }

    [TestCase("a b", "a|b")]
    [TestCase("a b ", "a|b|")]
    [TestCase("run 'web 1' \"x y\" z\\ w", "run|web 1|x y|z w")]
    [TestCase("run 'web", "run|web")]
    [TestCase("", "")]
    public void A_typed_line_is_taken_apart_as_a_shell_does(string line, string words) =>
        Assert.That(string.Join('|', TypedLine.Split(line)), Is.EqualTo(words));

    [TestCase("--out=json", "--out=j", "json")]
    [TestCase("salt://x", "salt:", "//x")]
    [TestCase("json", "j", "json")]
    public void Bash_replaces_what_stands_behind_the_break(string candidate, string word, string put) =>
        Assert.That(TypedLine.BehindBreak(candidate, word), Is.EqualTo(put));
}

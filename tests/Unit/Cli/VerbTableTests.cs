using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class VerbTableTests
{
    [TestCase("run * test.ping", "run", "*|test.ping")]
    [TestCase("--root DIR run * test.ping", "run", "--root|DIR|*|test.ping")]
    [TestCase("run --root DIR * test.ping", "run", "--root|DIR|*|test.ping")]
    [TestCase("jobs active", "jobs active", "")]
    [TestCase("jobs --root DIR --no-color active --out json", "jobs active", "--root|DIR|--no-color|--out|json")]
    [TestCase("jobs list_jobs", "jobs list", "")]
    [TestCase("jobs lookup_jid 1", "jobs lookup", "1")]
    [TestCase("jobs print_job 1", "jobs print", "1")]
    [TestCase("jobs list_job 1", "jobs list_job", "1")]
    [TestCase("jobs last_run", "jobs last-run", "")]
    [TestCase("jobs exit_success 1", "jobs exit-success", "1")]
    [TestCase("runner jobs.active", "runner", "jobs.active")]
    public void A_verb_is_found_and_the_other_words_are_its_own(string line, string name, string words)
    {
        var request = VerbRequest.Read(line.Split(' '));

        Assert.Multiple(() =>
        {
            Assert.That(request.Verb!.Name, Is.EqualTo(name));
            Assert.That(string.Join('|', request.Words), Is.EqualTo(words));
        });
    }

    [TestCase("")]
    [TestCase("--help")]
    [TestCase("help")]
    [TestCase("--no-color -h")]
    [TestCase("--help --root /somewhere")]
    [TestCase("--root /somewhere --help")]
    public void No_verb_asks_for_help(string line) =>
        Assert.That(VerbRequest.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Verb, Is.Null);

    [TestCase("jobs --help", "jobs")]
    [TestCase("jobs -h", "jobs")]
    [TestCase("help jobs", "jobs")]
    [TestCase("help --root /somewhere jobs", "jobs")]
    [TestCase("--root DIR jobs --no-color --help", "jobs")]
    public void A_group_without_a_verb_can_be_asked_for_help(string line, string group)
    {
        var request = VerbRequest.Read(line.Split(' '));

        Assert.That((request.Verb, request.Group, request.AsksForVersion), Is.EqualTo((default(Verb), group, false)));
    }

    [TestCase("--version")]
    [TestCase("--no-color --version")]
    [TestCase("jobs --version")]
    public void The_version_needs_no_verb(string line) => Assert.That(VerbRequest.Read(line.Split(' ')).AsksForVersion, Is.True);

    [TestCase("help run", "run")]
    [TestCase("help jobs list", "jobs list")]
    public void Help_takes_a_verb(string line, string name)
    {
        var request = VerbRequest.Read(line.Split(' '));

        Assert.That((request.Verb!.Name, string.Join(' ', request.Words)), Is.EqualTo((name, "--help")));
    }

    [TestCase("runn", "no such verb: 'runn' (did you mean run?)")]
    [TestCase("minons list", "(did you mean minions?)")]
    [TestCase("help jbos", "(did you mean jobs?)")]
    [TestCase("jobs kil", "not with 'kil' (did you mean kill?)")]
    [TestCase("minions", "minions goes with one of list, up, down, status, versions")]
    [TestCase("minions upp", "not with 'upp'")]
    public void An_unknown_verb_is_refused_with_what_there_is(string line, string message) => Assert.That(
        () => VerbRequest.Read(line.Split(' ')),
        Throws.TypeOf<SaltException>().With.Message.Contains(message).And.Property(nameof(SaltException.Failure)).EqualTo(Failure.BadRequest));

    [Test]
    public void Every_verb_that_help_lists_can_be_called_by_that_name() => Assert.That(
        VerbTable.All.Where(verb => VerbRequest.Read(verb.Name.Split(' ')).Verb!.Name != verb.Name).Select(verb => verb.Name), Is.Empty);

    [Test]
    public void No_verb_gives_a_common_option_another_meaning()
    {
        var common = CommonOptions.All.SelectMany(option => option.Names).ToHashSet();

        var doubles = VerbTable.All.SelectMany(verb => verb.Options.Where(option => option.Fits is null).SelectMany(option => option.Names)
            .GroupBy(name => name)
            .Where(name => name.Count() > 1 || common.Contains(name.Key))
            .Select(name => $"{verb.Name} {name.Key}"));

        Assert.That(doubles, Is.Empty);
    }
}

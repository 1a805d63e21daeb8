using System.Text.Json.Nodes;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>Jobs that pass their limit: all of the tree is ended, what it printed is kept, and the words are these.</summary>
public sealed class MinionLimitTests
{
    private const string Sentence = "Task execution timed out, limit is: 1 second(s)";

    private MinionUnderTest _minion = null!;

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task One_that_ignores_TERM_is_killed_after_its_grace()
    {
        _minion = await MinionUnderTest.StartAsync();
        await AssertTimedOutAsync(Limited("cmd.run", $"trap '' TERM; echo begin; (sleep {Mark(0)} & sleep {Mark(1)}); sleep {Mark(2)}"), $"begin\n{Sentence}");
    }

    [Test]
    public async Task One_that_takes_TERM_for_a_good_end_has_timed_out_all_the_same()
    {
        _minion = await MinionUnderTest.StartAsync();
        await AssertTimedOutAsync(Limited("cmd.run", $"trap 'echo bye; exit 0' TERM; sleep {Mark(0)} & wait"), $"bye\n{Sentence}");
    }

    [Test]
    public async Task A_workers_function_returns_the_sentence()
    {
        _minion = await MinionUnderTest.StartAsync();
        await AssertTimedOutAsync(Limited("test.sleep", 60), Sentence);
    }

    [Test]
    public async Task The_option_job_timeout_limits_whoever_has_no_limit()
    {
        _minion = await MinionUnderTest.StartAsync("job_timeout: 1");
        await AssertTimedOutAsync(_minion.Job("cmd.run", $"echo begin; sleep {Mark(0)}"), $"begin\n{Sentence}");
    }

    [Test]
    public async Task A_commands_own_timeout_keeps_Salts_sentence_if_it_comes_first()
    {
        _minion = await MinionUnderTest.StartAsync();
        var job = _minion.Job("cmd.run", $"echo begin; sleep {Mark(0)}");
        job.LimitSeconds = 20;
        job.Kwarg = Google.Protobuf.ByteString.CopyFromUtf8("""{"timeout":1}""");
        await AssertTimedOutAsync(job, $"begin\necho begin; sleep {Mark(0)} : Timed out after 1 seconds");
    }

    // A sleep that nobody else sleeps: arguments of coreutils' sleep add up.
    private static string Mark(int number) => $"60.{Environment.ProcessId}{number}";

    private Job Limited(string fun, params object[] arg)
    {
        var job = _minion.Job(fun, arg);
        job.LimitSeconds = 1;
        return job;
    }

    private async Task AssertTimedOutAsync(Job job, string returned)
    {
        var stream = await _minion.Hub.StreamAsync(0);
        var (head, ret) = await MinionUnderTest.FinishAsync(stream, job);
        var cgroups = Directory.Exists("/sys/fs/cgroup") ? Directory.GetDirectories("/sys/fs/cgroup", job.Jid, SearchOption.AllDirectories) : [];

        Assert.Multiple(() =>
        {
            Assert.That((head.State, head.Reason), Is.EqualTo(("timed_out", Sentence)));
            Assert.That(head.Retcode, Is.Not.Zero);
            Assert.That((string?)ret, Is.EqualTo(returned));
            Assert.That(Enumerable.Range(0, 3).SelectMany(number => EndToEnd.Processes.WithArgument(Mark(number))), Is.Empty);
            Assert.That(cgroups, Is.Empty);
            Assert.That((string?)JsonNode.Parse(File.ReadAllText(Path.Combine(_minion.JobFolder(job), "return.json")))!["state"], Is.EqualTo("timed_out"));
        });
    }
}

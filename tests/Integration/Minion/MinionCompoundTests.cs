using Google.Protobuf;
using Salt.Minion.Spool;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>Several functions in one job, with real programs among them.</summary>
public sealed class MinionCompoundTests
{
    private MinionUnderTest _minion = null!;
    private HubStream _stream = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _minion = await MinionUnderTest.StartAsync();
        _stream = await _minion.Hub.StreamAsync(0);
    }

    [TearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task Functions_of_the_daemon_are_answered_by_the_daemon()
    {
        var job = Job("test.ping,test.echo", """[[],["hello"]]""");
        await _stream.OfferAsync(job);
        var (head, ret) = await _stream.ReturnAsync(job);
        Assert.That((head.State, ret!.ToJsonString()), Is.EqualTo(("succeeded", """{"test.ping":true,"test.echo":"hello"}""")));
        Assert.That(Directory.Exists(_minion.JobFolder(job)), Is.False);
    }

    [Test]
    public async Task Programs_run_in_order_and_the_first_bad_code_is_the_jobs()
    {
        var file = Path.Combine(_minion.Root, "made");
        var job = Job("cmd.run,test.ping,cmd.run_stdout", $$"""[["echo a; touch {{file}}; exit 3"],[],["ls {{file}}; echo err >&2"]]""");

        var (head, ret) = await MinionUnderTest.FinishAsync(_stream, job);

        Assert.Multiple(() =>
        {
            Assert.That((head.State, head.Retcode, head.Reason), Is.EqualTo(("failed", 3, "cmd.run ended with return code 3")));
            Assert.That(ret!.ToJsonString(), Is.EqualTo($$"""{"cmd.run":"a","test.ping":true,"cmd.run_stdout":"{{file}}"}"""));
            Assert.That(head.LeftRunning, Is.Zero);
        });
    }

    [Test]
    public async Task One_unknown_function_refuses_the_job_and_nothing_starts()
    {
        var file = Path.Combine(_minion.Root, "made");
        var job = Job("cmd.run,nosuch.fun", $$"""[["touch {{file}}"],[]]""");
        await _stream.OfferAsync(job);
        var (head, ret) = await _stream.ReturnAsync(job);
        Assert.That((head.State, (string?)ret), Is.EqualTo(("refused", "'nosuch.fun' is not available.")));
        Assert.That(File.Exists(file), Is.False);
    }

    [TestCase(9)]
    [TestCase(15)]
    public async Task A_kill_ends_them_all_and_keeps_what_there_is(int signal)
    {
        var mark = $"60.{Environment.ProcessId}7";
        var job = Job("test.echo,cmd.run,test.ping", $$"""[["first"],["echo begin; touch {{_minion.Root}}/begun; sleep {{mark}}"],[]]""");
        await MinionUnderTest.RunAsync(_stream, job);
        await Eventually.ReachesAsync("the second function", () => File.Exists($"{_minion.Root}/begun"), exists => exists);
        // What nobody has read yet out of its pipe dies with it.
        var printed = new JobFolder(_minion.JobFolder(job)).Part(1).Stdout;
        await Eventually.ReachesAsync("its output on disk", () => File.Exists(printed) ? new FileInfo(printed).Length : 0, length => length > 0);

        await _stream.OfferAsync(_minion.Job("saltutil.signal_job", job.Jid, signal));
        var (head, ret) = await _stream.ReturnAsync(job);

        Assert.That((head.State, head.Signal), Is.EqualTo(("killed", signal)));
        Assert.That(ret!.ToJsonString(), Is.EqualTo("""{"test.echo":"first","cmd.run":"begin"}"""));
        Assert.That(EndToEnd.Processes.WithArgument(mark), Is.Empty);
        Assert.That(Leftovers.Of(_minion.Root).Where(pid => pid != _minion.Daemon.Pid), Is.EqualTo(new[] { _minion.SupervisorPid }));
    }

    [Test]
    public async Task The_limit_is_the_whole_jobs()
    {
        var job = Job("test.echo,test.sleep", """[["first"],[60]]""");
        job.LimitSeconds = 3;
        var (head, ret) = await MinionUnderTest.FinishAsync(_stream, job);
        Assert.That(head.State, Is.EqualTo("timed_out"));
        Assert.That(ret!.ToJsonString(), Is.EqualTo("""{"test.echo":"first","test.sleep":"Task execution timed out, limit is: 3 second(s)"}"""));
    }

    private Job Job(string fun, string arg)
    {
        var job = _minion.Job(fun);
        job.Arg = ByteString.CopyFromUtf8(arg);
        return job;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Authority;
using Salt.Master.Events;
using Salt.Master.Jobs;
using Salt.Master.Runners;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Runners;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class RunnerRunsTests
{
    private readonly RunHistory _history = new();
    private readonly EventBus _bus = new(TimeProvider.System);
    private readonly TaskCompletionSource<RunnerAnswer> _answer = new();

    [Test]
    public async Task A_run_is_active_while_it_goes_on_and_ends_in_the_history_and_on_the_bus()
    {
        using var heard = _bus.Subscribe(_ => true);
        var runs = Runs(Waiting());

        var run = await runs.BeginAsync(Request("jobs.active"));
        var active = _history.Table.Find(run.Jid)!;
        var (state, spec) = (active.TargetAt(0).State, active.Spec);
        _answer.SetResult(RunnerAnswer.Of(true));
        var end = await run.End;

        var (began, ended) = (await NextAsync(heard), await NextAsync(heard));
        Assert.Multiple(() =>
        {
            Assert.That((state, spec.Fun, spec.Tgt, spec.User), Is.EqualTo((JobState.Running, "runner.jobs.active", "salt1_master", "alice")));
            Assert.That((end.State, end.Retcode), Is.EqualTo((JobState.Succeeded, 0)));
            Assert.That(_history.Ended, Is.EqualTo((string[])[$"{run.Jid} succeeded 0 true"]));
            Assert.That(runs.Find(run.Jid), Is.Null);
            Assert.That(began, Is.EqualTo($"salt/run/{run.Jid}/new runner.jobs.active [1,{{\"a\":2}}] alice  "));
            Assert.That(ended, Is.EqualTo($"salt/run/{run.Jid}/ret runner.jobs.active [1,{{\"a\":2}}] alice true true"));
        });
    }

    [TestCase(9)]
    [TestCase(15)]
    public async Task Whoever_ends_it_is_on_record(int signal)
    {
        var run = await Runs(Waiting()).BeginAsync(Request("jobs.active"));

        run.EndNow(signal, "bob");
        run.EndNow(RunnerRun.Kill, "later");
        var end = await run.End;

        Assert.That((end.State, end.Signal, end.By, end.Retcode), Is.EqualTo((JobState.Killed, signal, "bob", 1)));
        Assert.That(end.Answer.Failure, Is.EqualTo("jobs.active was ended by bob"));
        Assert.That(_history.Ended, Is.EqualTo((string[])[$"{run.Jid} killed 1 "]));
    }

    [Test]
    public async Task Another_signal_does_not_reach_it()
    {
        var run = await Runs(Waiting()).BeginAsync(Request("jobs.active"));

        Assert.That(() => run.EndNow(2, "bob"), Throws.TypeOf<SaltException>().With.Message.Contains("signal 9 or 15 ends it"));
        Assert.That(run.End.IsCompleted, Is.False);
    }

    [Test]
    public async Task It_may_take_no_longer_than_its_limit()
    {
        var run = await Runs(Waiting() with { Limit = TimeSpan.FromMilliseconds(1) }).BeginAsync(Request("jobs.active"));

        var end = await run.End;

        Assert.That((end.State, end.Answer.Failure), Is.EqualTo((JobState.TimedOut, "jobs.active took longer than the 0.001 s that it may take")));
    }

    [Test]
    public async Task Its_answer_may_be_no_larger_than_the_limit()
    {
        var large = new string('x', 1 << 20);
        var run = await Runs(Answering(() => RunnerAnswer.Build(json =>
        {
            json.WriteStartArray();
            for (var count = 0; count < 100; count++) json.WriteStringValue(large);
            json.WriteEndArray();
        }))).BeginAsync(Request("jobs.active"));

        var end = await run.End;

        Assert.That((end.State, end.Answer.Failure), Is.EqualTo((JobState.Failed, "the answer is larger than 64 MiB; ask for less at once")));
    }

    [Test]
    public async Task A_failure_is_a_sentence_and_a_fault_of_ours_a_number_in_the_log()
    {
        var failed = await (await Runs(Answering(() => throw new SaltException(Failure.NotFound, "there is none"))).BeginAsync(Request("jobs.active"))).End;
        var broken = await (await Runs(Answering(() => throw new InvalidOperationException("secret"))).BeginAsync(Request("jobs.active"))).End;

        Assert.That((failed.State, failed.Retcode, failed.Answer.Failure), Is.EqualTo((JobState.Failed, 1, "there is none")));
        Assert.That((broken.State, broken.Retcode), Is.EqualTo((JobState.Failed, 1)));
        Assert.That(broken.Answer.Failure, Does.Match("^jobs.active broke by a fault of the master's own, [0-9a-f]{8} in its log$"));
    }

    [Test]
    public async Task A_master_that_stops_ends_its_runs_and_begins_none()
    {
        var runs = Runs(Waiting());
        var run = await runs.BeginAsync(Request("jobs.active"));

        runs.EndAll();
        await runs.StopAsync(CancellationToken.None);

        Assert.That((await run.End).By, Is.EqualTo("shutdown"));
        Assert.That(_history.Ended, Is.EqualTo((string[])[$"{run.Jid} killed 1 "]));
        Assert.That(() => runs.BeginAsync(Request("jobs.active")), Throws.TypeOf<SaltException>().With.Message.EqualTo("the master is stopping"));
    }

    [Test]
    public async Task No_more_run_at_once_than_may()
    {
        var runs = Runs(Waiting());
        for (var count = 0; count < RunnerRuns.MostAtOnce; count++) await runs.BeginAsync(Request("jobs.active"));

        Assert.That(() => runs.BeginAsync(Request("jobs.active")), Throws.TypeOf<SaltException>().With.Message.StartsWith("100 runners run already"));
    }

    [Test]
    public async Task A_confidential_answer_is_for_its_caller_alone()
    {
        using var heard = _bus.Subscribe(tag => tag.EndsWith("/ret", StringComparison.Ordinal));
        var run = await Runs(Answering(() => RunnerAnswer.OfIds(["secret"])) with { IsConfidential = true }).BeginAsync(Request("jobs.active"));

        var end = await run.End;

        Assert.That(Encoding.UTF8.GetString(end.Answer.Return.Span), Is.EqualTo("[\"secret\"]"));
        Assert.That(await NextAsync(heard), Does.EndWith("The answer is not kept: it may hold secrets true"));
        Assert.That(_history.Ended.Single(), Does.EndWith("\"The answer is not kept: it may hold secrets\""));
    }

    [Test]
    public async Task What_only_reads_runs_also_where_the_history_cannot_be_written()
    {
        _history.IsFull = true;

        var end = await (await Runs(Answering(() => RunnerAnswer.Of(true))).BeginAsync(Request("jobs.active"))).End;

        Assert.That(end.State, Is.EqualTo(JobState.Succeeded));
        Assert.That(
            () => Runs(Answering(() => RunnerAnswer.Of(true)) with { OnlyReads = false }).BeginAsync(Request("jobs.active")),
            Throws.TypeOf<SaltException>().With.Message.EqualTo("the disk is full"));
    }

    [Test]
    public async Task A_question_leaves_no_trace_and_is_for_what_only_reads()
    {
        using var heard = _bus.Subscribe(_ => true);
        var runs = Runs(Answering(() => RunnerAnswer.Of(true)));

        var end = await runs.AskAsync(Request("jobs.active"), CancellationToken.None);

        Assert.That((end.State, _history.Added), Is.EqualTo((JobState.Succeeded, 0)));
        Assert.That(
            () => Runs(Waiting() with { OnlyReads = false }).AskAsync(Request("jobs.active"), CancellationToken.None),
            Throws.TypeOf<SaltException>().With.Message.StartsWith("jobs.active changes something"));
        _bus.Publish("last", _ => { });
        Assert.That(await NextAsync(heard), Does.StartWith("last"));
    }

    [Test]
    public void A_question_ends_with_its_caller_and_with_the_master()
    {
        using var caller = new CancellationTokenSource();
        var runs = Runs(Waiting());
        var left = runs.AskAsync(Request("jobs.active"), caller.Token);
        var stopped = runs.AskAsync(Request("jobs.active"), CancellationToken.None);

        caller.Cancel();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        runs.EndAll();
        Assert.That(() => stopped, Throws.TypeOf<SaltException>().With.Message.EqualTo("the master is stopping"));
    }

    [TestCase("jobs.nosuch", Callers.Operators, Failure.NotFound, "'jobs.nosuch' is not available.")]
    [TestCase("jobs.active", Callers.Minions, Failure.Denied, "alice may not run jobs.active")]
    [TestCase("salt.cmd", Callers.Operators, Failure.Denied, "alice may not run salt.cmd")]
    public void Who_may_not_run_it_and_what_there_is_not_is_said_before_anything_begins(string function, Callers caller, Failure failure, string sentence)
    {
        var runs = Runs(Waiting(), Waiting() with { Name = "salt.cmd" });

        Assert.That(
            () => runs.BeginAsync(Request(function) with { Caller = caller }),
            Throws.TypeOf<SaltException>().With.Message.EqualTo(sentence).And.Property(nameof(SaltException.Failure)).EqualTo(failure));
        Assert.That(_history.Added, Is.Zero);
    }

    private static RunnerRequest Request(string function) => new(function, [1], new JsonObject { ["a"] = 2 }, Callers.Operators, "alice");

    private RunnerFunction Waiting() => Doing(cancellation => _answer.Task.WaitAsync(cancellation));

    private static RunnerFunction Answering(Func<RunnerAnswer> answer) => Doing(_ => Task.FromResult(answer()));

    private static RunnerFunction Doing(Func<CancellationToken, Task<RunnerAnswer>> work) => new()
    {
        Name = "jobs.active",
        Doc = "",
        Parameters = [new("first", "") { IsPositional = true }, new("a", "")],
        Plan = _ => work,
    };

    private RunnerRuns Runs(params RunnerFunction[] functions)
    {
        var options = new JobsOptions { Issuer = "salt1", Cache = Path.GetTempPath(), MinFree = 0 };
        var disk = new DiskSpace(options, TimeProvider.System);
        var intake = new JobIntake(disk, options, TimeProvider.System);
        intake.ContinueFrom(default);
        return new RunnerRuns(
            new RunnerCatalog(functions),
            new RunnerJobSpecs(intake, options),
            new RunnerRecords(_history.Table, _history, disk, _history.Replies, NullLogger<RunnerRecords>.Instance),
            new RunnerEvents(_bus),
            TimeProvider.System,
            NullLogger<RunnerRuns>.Instance);
    }

    private static async Task<string> NextAsync(EventSubscription heard)
    {
        await foreach (var happened in heard.ReadAllAsync(CancellationToken.None))
        {
            var data = JsonNode.Parse(happened.Data.Span)!;
            return $"{happened.Tag} {data["fun"]} {data["fun_args"]?.ToJsonString()} {data["user"]} {data["return"]} {data["success"]}";
        }

        throw new AssertionException("nothing was heard");
    }
}

using Grpc.Core;
using Salt.Master.Hosting;
using Salt.Master.Keys;
using Salt.Shared.Identities;
using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>Who may have a stream, how long it lives, and what travels on it.</summary>
[Parallelizable]
public class StreamTests : MasterFixture
{
    private const int ReturnMax = 3 << 20;

    private protected override MasterOptions Configure(MasterOptions options) =>
        options with { HeartbeatInterval = TimeSpan.FromMilliseconds(400), ReturnMax = ReturnMax };

    [Test]
    public async Task Welcome_says_who_the_master_is_and_how_often_to_speak()
    {
        await using var minion = await Master.OpenAsync("web1");

        var welcome = (await minion.ExpectAsync(MasterKind.Welcome)).Welcome;

        Assert.That((welcome.Master, welcome.Protocol, welcome.HeartbeatMs), Is.EqualTo(("master", 1u, 400u)));
        Assert.That(welcome.Credit, Is.Positive);
    }

    [Test]
    public async Task What_a_minion_says_of_itself_is_shown_while_it_is_up_and_after()
    {
        var minion = await Master.ConnectAsync("web1", hello => hello.MachineId = "m1");
        var up = await Master.MinionAsync("web1");
        await minion.SayAsync(new MinionMessage { Grains = new Grains { Grains_ = FakeMinion.Json("""{"os":"Arch"}""") } });
        await Eventually.ReachesAsync(
            "the new grains", async () => (await Master.MinionAsync("web1")).Grains.ToStringUtf8(), grains => grains == """{"os":"Arch"}""");
        await minion.DisposeAsync();
        var down = await Eventually.ReachesAsync("web1 to be down", () => Master.MinionAsync("web1"), m => !m.Up);
        await RestartAsync();
        var restarted = await Master.MinionAsync("web1");

        Assert.Multiple(() =>
        {
            Assert.That((up.Up, up.MachineId, up.Version, up.Address), Is.EqualTo((true, "m1", "0.1.0", "127.0.0.1")));
            Assert.That(down.SinceUs, Is.GreaterThan(up.SinceUs));
            Assert.That((restarted.Up, restarted.Grains.ToStringUtf8(), restarted.MachineId), Is.EqualTo((false, """{"os":"Arch"}""", "m1")));
        });
    }

    [Test]
    public async Task A_minion_that_is_down_is_still_targeted_by_its_grains()
    {
        await (await Master.ConnectAsync("web1")).DisposeAsync();
        await Eventually.ReachesAsync("web1 to be down", () => Master.MinionAsync("web1"), m => !m.Up);
        var request = Request("os:Debian", acceptMs: 100);
        request.TgtType = "grain";

        var events = await Master.RunAsync(request);

        Assert.That((events[1].Target.Minion, events[1].Target.State), Is.EqualTo(("web1", "undelivered")));
        Assert.That(events[1].Target.Reason, Is.EqualTo("the minion is not connected"));
    }

    [Test]
    public async Task A_silent_minion_is_cut_before_its_third_heartbeat_is_over()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var began = TimeProvider.System.GetTimestamp();

        var end = await minion.EndAsync();

        Assert.That(end.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(end.Detail, Does.StartWith("minion web1 was silent for"));
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromMilliseconds(800)));
    }

    [Test]
    public async Task A_minion_that_speaks_stays()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var since = (await Master.MinionAsync("web1")).SinceUs;
        var until = TimeProvider.System.GetUtcNow().AddSeconds(2);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (TimeProvider.System.GetUtcNow() < until && await pace.WaitForNextTickAsync())
        {
            await minion.SayAsync(new MinionMessage { Heartbeat = new Heartbeat { Sequence = 1 } });
        }

        Assert.That((await Master.MinionAsync("web1")).SinceUs, Is.EqualTo(since));
    }

    [Test]
    public async Task A_newer_stream_of_the_same_machine_takes_the_place_of_the_older()
    {
        await using var older = await Master.ConnectAsync("web1");
        await using var newer = await Master.ConnectAsync("web1");

        Assert.That((await older.EndAsync()).Detail, Is.EqualTo("a newer stream of this minion took its place"));
        await SubmitAsync(Request());
        await newer.OfferAsync();
    }

    [Test]
    public async Task Another_machine_with_the_same_id_is_refused_and_shown()
    {
        await using var first = await Master.ConnectAsync("web1", hello => hello.MachineId = "m1");
        await using var second = await Master.OpenAsync("web1", hello => hello.MachineId = "m2");

        var end = await second.EndAsync();

        Assert.That(end.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(end.Detail, Does.Contain("another machine"));
        var view = await Master.MinionAsync("web1");
        Assert.That((view.Up, view.MachineId, view.Duplicate), Is.EqualTo((true, "m1", "127.0.0.1")));
    }

    [Test]
    public async Task A_key_that_is_deleted_cuts_the_stream_and_its_jobs_are_lost()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.TakeAsync();
        await ReachesAsync(jid, "running");
        var key = Master.Ring.Find(MinionId.Parse("web1"))!;

        Master.Ring.Change(KeyVerb.Delete, key.Id, key.State, key.Fingerprint);

        Assert.That((await minion.EndAsync()).StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
        Assert.That((await ReachesAsync(jid, "lost")).Reason, Is.EqualTo("the minion's key is not accepted any more"));
    }

    [Test]
    public async Task A_master_that_stops_tells_its_minions_when_to_come_back()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var stopping = RestartAsync();

        var later = (await minion.ExpectAsync(MasterKind.ComeBackLater)).ComeBackLater;

        Assert.That(later.Reason, Is.EqualTo("the master is stopping"));
        Assert.That(later.AfterMs, Is.InRange(1000u, 1004u));
        await stopping;
    }

    [Test]
    public async Task A_long_return_is_put_together_from_its_chunks()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        var ret = $"\"{new string('x', 2 << 20)}\"";

        await SendInChunksAsync(minion, job, ret, said: ret.Length);
        await minion.ExpectAsync(MasterKind.Stored);

        Assert.That((await Master.ShowAsync(jid)).Single().Ret.ToStringUtf8(), Is.EqualTo(ret));
    }

    [Test]
    public async Task A_return_over_the_bound_keeps_its_end_and_says_what_became_of_the_rest()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        var ret = new string(' ', ReturnMax + 1);

        await SendInChunksAsync(minion, job, ret, said: ret.Length);
        await minion.ExpectAsync(MasterKind.Stored);

        var target = (await Master.ShowAsync(jid)).Single();
        Assert.That(
            (target.State, target.Ret.ToStringUtf8()),
            Is.EqualTo(("succeeded", "\"The return of 3145729 bytes was dropped by the master: it is over return_max (3145728)\"")));
    }

    [TestCase(99, "is longer than its head says")]
    [TestCase(1 << 20, "is shorter than its head says")]
    public async Task A_return_of_another_length_than_it_says_breaks_the_protocol(int said, string message)
    {
        await using var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request());
        var job = await minion.TakeAsync();

        try
        {
            await SendInChunksAsync(minion, job, new string(' ', 600_000), said);
        }
        catch (RpcException)
        {
            // The master has ended the stream before the last piece was written.
        }

        var end = await minion.EndAsync();
        Assert.That(end.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(end.Detail, Does.EndWith(message));
    }

    private static IEnumerable<MinionMessage> OutOfOrder =>
    [
        new() { Hello = new Hello() },
        new() { Return = new JobReturn { Issuer = "master", Jid = "20260704120000000001", Last = true } },
    ];

    [TestCaseSource(nameof(OutOfOrder))]
    public async Task A_minion_whose_messages_do_not_follow_each_other_is_told_so_and_cut(MinionMessage message)
    {
        await using var minion = await Master.ConnectAsync("web1");

        await minion.SayAsync(message);

        var end = await minion.EndAsync();
        Assert.That(end.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(end.Detail, Does.StartWith("the minion broke the protocol: "));
    }

    private static IEnumerable<MinionMessage> Broken =>
    [
        new() { Update = new JobUpdate { Issuer = "master", Jid = "12", State = "running" } },
        new() { Update = new JobUpdate { Issuer = "", Jid = "20260704120000000001", State = "running" } },
        new() { Update = new JobUpdate { Issuer = "master", Jid = "20260704120000000001", State = "succeeded" } },
        new() { Update = new JobUpdate { Issuer = "master", Jid = "20260704120000000001", State = "nonsense" } },
        new() { Return = new JobReturn { Issuer = "master", Jid = "99991231235959999999", Last = true, Head = new ReturnHead { State = "succeeded" } } },
        new() { Output = new OutputChunk { Stream = "stdin" } },
        new() { Grains = new Grains { Grains_ = FakeMinion.Json("[]") } },
        new() { Grains = new Grains { Grains_ = FakeMinion.Json("{") } },
    ];

    [TestCaseSource(nameof(Broken))]
    public async Task A_message_that_breaks_a_rule_is_dropped_and_the_stream_goes_on(MinionMessage message)
    {
        await using var minion = await Master.ConnectAsync("web1");

        await minion.SayAsync(message);

        var jid = await SubmitAsync(Request());
        await minion.ReturnAsync(await minion.TakeAsync(), "true");
        await ReachesAsync(jid, "succeeded");
        Assert.That((await Master.MinionAsync("web1")).Grains.ToStringUtf8(), Is.EqualTo("""{"os":"Debian"}"""));
    }

    [TestCase("nonsense", "succeeded", "is not JSON")]
    [TestCase("""{"a":1,"a":2}""", "succeeded", "has the key 'a' twice in one object")]
    [TestCase("""["\ud800"]""", "succeeded", "has half a character")]
    [TestCase("true", "running", "is 'running', which is no end that a minion can report")]
    [TestCase("true", "undelivered", "is 'undelivered', which is no end that a minion can report")]
    public async Task A_return_that_cannot_be_read_is_that_minions_failure(string ret, string state, string fault)
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.ReturnAsync(await minion.TakeAsync(), ret, state);
        await minion.ExpectAsync(MasterKind.Stored);

        var target = (await Master.ShowAsync(jid)).Single();

        Assert.That(target.State, Is.EqualTo("failed"));
        Assert.That(target.Ret.ToStringUtf8(), Does.StartWith("\"The minion's return cannot be read and was dropped by the master: return.").And.Contain(fault));
    }

    /// <summary>The runs of a minion's own schedule come with what was run, which is as foreign as the rest.</summary>
    [Test]
    public async Task A_scheduled_run_with_bad_arguments_hurts_neither_events_nor_lists()
    {
        await using var minion = await Master.ConnectAsync("web1");
        using var events = Master.Control.Events(new EventsRequest { Tag = "salt/job/*/ret/*" });
        await events.ResponseHeadersAsync;
        var run = new JobReturn { Issuer = "web1", Jid = "20260704120000000001", Last = true, Data = FakeMinion.Json("true") };
        run.Head = new ReturnHead { Fun = "test.ping", State = "succeeded", Success = true, Size = 4, EndedUs = 1L << 62 };
        run.Head.Job = new Job { Issuer = "web1", Jid = run.Jid, Fun = "test.ping", Arg = FakeMinion.Json("nonsense"), Kwarg = FakeMinion.Json("x{}"), Metadata = FakeMinion.Json("[") };

        await minion.SayAsync(new MinionMessage { Return = run });
        await minion.ExpectAsync(MasterKind.Stored);
        Assert.That(await events.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        var shown = (await Master.ShowAsync(run.Jid)).Single();
        using var list = Master.Control.ListJobs(new ListJobsRequest { Metadata = FakeMinion.Json("""{"a":1}""") });

        Assert.That(shown.State, Is.EqualTo("failed"));
        Assert.That(shown.EndedUs, Is.LessThan(1L << 60));
        Assert.That(await list.ResponseStream.MoveNext(CancellationToken.None), Is.False);
    }

    /// <summary>Ten minions that begin a large return and never end it keep nobody from returning one.</summary>
    [Test]
    public async Task Large_returns_that_never_end_stand_in_nobodys_way()
    {
        var slow = new List<FakeMinion>();
        for (var i = 0; i < 10; i++) slow.Add(await Master.ConnectAsync($"slow{i}"));
        await using var honest = await Master.ConnectAsync("honest");
        await SubmitAsync(Request("slow*"));
        foreach (var minion in slow)
        {
            var job = await minion.TakeAsync();
            var piece = new JobReturn { Issuer = job.Issuer, Jid = job.Jid, Data = FakeMinion.Json(new string(' ', 400_000)), Head = new ReturnHead { Fun = job.Fun, State = "succeeded", Size = 2 << 20 } };
            await minion.SayAsync(new MinionMessage { Return = piece });
        }

        var jid = await SubmitAsync(Request("honest"));
        var mine = await honest.TakeAsync();
        var ret = $"\"{new string('x', 2 << 20)}\"";
        await SendInChunksAsync(honest, mine, ret, said: ret.Length);
        await honest.ExpectAsync(MasterKind.Stored);

        Assert.That((await Master.ShowAsync(jid)).Single().Ret.ToStringUtf8(), Is.EqualTo(ret));
        foreach (var minion in slow) await minion.DisposeAsync();
    }

    private static async Task SendInChunksAsync(FakeMinion minion, Job job, string ret, int said)
    {
        const int Chunk = 256 << 10;
        for (var at = 0; at < ret.Length; at += Chunk)
        {
            var piece = new JobReturn { Issuer = job.Issuer, Jid = job.Jid, Data = FakeMinion.Json(ret[at..Math.Min(at + Chunk, ret.Length)]) };
            if (at == 0) piece.Head = new ReturnHead { Fun = job.Fun, State = "succeeded", Success = true, Size = (ulong)said };
            piece.Last = at + Chunk >= ret.Length;
            await minion.SayAsync(new MinionMessage { Heartbeat = new Heartbeat() });
            try
            {
                await minion.SayAsync(new MinionMessage { Return = piece });
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException)
            {
                return;  // The master has ended the stream: the test looks at how.
            }
        }
    }
}

using System.Text.Json;
using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Integration.Master;

/// <summary>What operators ask, on the socket and over TLS.</summary>
[Parallelizable]
public class OperatorTests : MasterFixture
{
    [Test]
    public async Task A_target_that_matches_nobody_makes_no_job()
    {
        await using var minion = await Master.ConnectAsync("web1");

        var events = await Master.RunAsync(Request("nosuch*"));

        Assert.That(events.Select(e => e.KindCase), Is.EqualTo(new[] { JobEvent.KindOneofCase.Submitted, JobEvent.KindOneofCase.Finished }));
        Assert.That((events[0].Submitted.Jid, events[0].Submitted.Targets.Count), Is.EqualTo(("", 0)));
        Assert.That(await JobsAsync(new ListJobsRequest()), Is.Empty);
    }

    [Test]
    public async Task A_list_names_minions_that_nobody_knows()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var request = Request("web9,web1", "test.ping");
        request.TgtType = "list";
        var running = Master.RunAsync(request);
        await minion.ReturnAsync(await minion.OfferAsync(), "true");

        var events = await running;

        Assert.That(events[0].Submitted.Targets, Is.EqualTo(new[] { "web9", "web1" }));
        Assert.That(
            events.Where(e => e.Target is not null).Select(e => (e.Target.Minion, e.Target.State, e.Target.Reason)),
            Is.EqualTo(new[] { ("web9", "undelivered", "no such minion is known"), ("web1", "succeeded", "") }));
    }

    [TestCase("pcre", "web(", StatusCode.InvalidArgument, "is not a regex")]
    [TestCase("nosuch", "*", StatusCode.InvalidArgument, "target kind 'nosuch' is not known")]
    [TestCase("list", "web1,../x", StatusCode.InvalidArgument, "'../x' is not a minion id")]
    public async Task A_target_that_cannot_be_understood_is_refused_in_words(string kind, string target, StatusCode status, string message)
    {
        var request = Request(target);
        request.TgtType = kind;

        var error = await Assert.ThrowsAsync<RpcException>(() => Master.RunAsync(request));

        Assert.That(error!.StatusCode, Is.EqualTo(status));
        Assert.That(error.Status.Detail, Does.Contain(message));
    }

    [Test]
    public async Task A_request_over_the_size_of_a_message_is_refused()
    {
        var request = Request();
        request.Arg = FakeMinion.Json($"[\"{new string('x', (4 << 20) - 8000)}\"]");

        var error = await Assert.ThrowsAsync<RpcException>(() => Master.RunAsync(request));

        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(error.Status.Detail, Does.Contain("the job is too large"));
    }

    [TestCase("20260704120000000001", StatusCode.NotFound, "no job 20260704120000000001 is on record")]
    [TestCase("12", StatusCode.InvalidArgument, "'12' is not a jid")]
    public async Task A_job_that_is_not_there_is_said_to_be_not_there(string jid, StatusCode status, string message)
    {
        var shown = await Assert.ThrowsAsync<RpcException>(() => Master.ShowAsync(jid));
        using var call = Master.Control.Follow(new FollowRequest { Jid = jid });
        var followed = await Assert.ThrowsAsync<RpcException>(() => NextAsync(call));

        Assert.That(new[] { shown!.StatusCode, followed!.StatusCode }, Is.All.EqualTo(status));
        Assert.That(shown.Status.Detail, Does.StartWith(message));
    }

    [Test]
    public async Task Jobs_are_listed_oldest_first_and_a_limit_keeps_the_newest()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jids = new List<string>();
        foreach (var fun in (string[])["test.ping", "cmd.run", "test.version"]) jids.Add(await SubmitAsync(Request(fun: fun)));

        Assert.That(jids, Is.Ordered);
        Assert.That(await JobsAsync(new ListJobsRequest()), Is.EqualTo(jids));
        Assert.That(await JobsAsync(new ListJobsRequest { Limit = 2 }), Is.EqualTo(jids[1..]));
        Assert.That(await JobsAsync(new ListJobsRequest { Fun = "test.*" }), Is.EqualTo(new[] { jids[0], jids[2] }));
    }

    [Test]
    public async Task Returns_can_be_left_out()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.ReturnAsync(await minion.TakeAsync(), "\"hi\"");
        await ReachesAsync(jid, "succeeded");

        using var call = Master.Control.ShowJob(new ShowJobRequest { Jid = jid, WithoutReturns = true });
        var target = (await call.ResponseStream.ReadAllAsync().SingleAsync(e => e.Target is not null)).Target;

        Assert.That((target.RetOmitted, target.Ret.IsEmpty), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task An_operator_over_tls_is_known_by_the_certificate()
    {
        var status = await Master.ControlOverTls("alice").GetStatusAsync(new StatusRequest());

        Assert.That((status.User, status.Pid), Is.EqualTo(("alice", Environment.ProcessId)));
        Assert.That(status.Fingerprint, Is.Not.Empty);
        Assert.That(status.Port, Is.Positive);
    }

    [Test]
    public async Task The_bus_tells_of_minions_and_jobs_in_salts_tags_and_fields()
    {
        using var call = Master.Control.Events(new EventsRequest { Tag = "salt/*" });
        await call.ResponseHeadersAsync;
        await using var minion = await Master.ConnectAsync("web1", hello => hello.Fresh = true);
        var request = Request("web*", "cmd.run");
        request.Kwarg = FakeMinion.Json("""{"cwd":"/"}""");
        var jid = await SubmitAsync(request);
        await minion.ReturnAsync(await minion.TakeAsync(), "\"ev\"", "failed", retcode: 2);

        var seen = new Dictionary<string, JsonElement>();
        await foreach (var happened in call.ResponseStream.ReadAllAsync())
        {
            seen.TryAdd(happened.Tag, JsonDocument.Parse(happened.Data.Memory).RootElement);
            if (happened.Tag.Contains("/ret/", StringComparison.Ordinal)) break;
        }

        var came = seen["salt/presence/change"];
        var submitted = seen[$"salt/job/{jid}/new"];
        var returned = seen[$"salt/job/{jid}/ret/web1"];
        Assert.Multiple(() =>
        {
            Assert.That(seen.Keys, Does.Contain("salt/minion/web1/start"));
            Assert.That(came.GetProperty("new").GetRawText(), Is.EqualTo("""["web1"]"""));
            Assert.That(Names(submitted), Is.EqualTo("_stamp arg fun jid minions missing tgt tgt_type user"));
            Assert.That(submitted.GetProperty("arg").GetRawText(), Is.EqualTo("""["echo hi",{"__kwarg__":true,"cwd":"/"}]"""));
            Assert.That(submitted.GetProperty("minions").GetRawText(), Is.EqualTo("""["web1"]"""));
            Assert.That(Names(returned), Is.EqualTo("_stamp cmd fun fun_args id jid retcode return state success user"));
            Assert.That(returned.GetProperty("return").GetString(), Is.EqualTo("ev"));
            Assert.That(returned.GetProperty("retcode").GetInt32(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_run_that_waits_is_told_that_the_master_stops_and_that_the_job_goes_on()
    {
        var minion = await Master.ConnectAsync("web1");
        using var call = Master.Control.Run(Request());
        var jid = (await NextAsync(call)).Submitted.Jid;
        // A minion that does not read would keep the master from closing its connection.
        await minion.DisposeAsync();

        var next = NextAsync(call);
        await Master.StopAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => next);
        Assert.That((error!.StatusCode, error.Status.Detail), Is.EqualTo((StatusCode.Unavailable, $"the master is stopping; job {jid} goes on")));
    }

    private static string Names(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(p => p.Name));

    private async Task<List<string>> JobsAsync(ListJobsRequest request)
    {
        using var call = Master.Control.ListJobs(request);
        return await call.ResponseStream.ReadAllAsync().Select(j => j.Jid).ToListAsync();
    }
}

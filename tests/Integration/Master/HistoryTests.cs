using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Master;

/// <summary>What operators ask about jobs that are there already.</summary>
[Parallelizable]
public class HistoryTests : MasterFixture
{
    [Test]
    public async Task A_list_counts_targets_but_does_not_name_them()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request("web1"));
        await minion.ReturnAsync(await minion.OfferAsync(), "true");
        await running;

        var job = await Eventually.ReachesAsync(
            "the end to be on record", async () => (await ListAsync(new ListJobsRequest())).Single(), listed => listed.EndedUs > 0);

        Assert.That((job.TargetCount, job.Targets.Count), Is.EqualTo((1u, 0)));
    }

    [Test]
    public async Task A_job_is_found_by_a_state_that_only_the_memory_knows()
    {
        await using var minion = await Master.ConnectAsync("web1");
        using var call = Master.Control.Run(Request("web1", "cmd.run"));
        var job = await minion.TakeAsync();
        await call.ResponseStream.ReadAllAsync().FirstAsync(e => e.Target is { State: "running" });

        Assert.Multiple(async () =>
        {
            Assert.That((await ListAsync(new ListJobsRequest { States = { "running" } })).Select(j => j.Jid), Is.EqualTo(new[] { job.Jid }));
            Assert.That(await ListAsync(new ListJobsRequest { States = { "accepted", "failed" } }), Is.Empty);
            Assert.That(await ListAsync(new ListJobsRequest { States = { "running" }, Before = job.Jid }), Is.Empty);
        });

        await minion.ReturnAsync(job, "1", "failed", retcode: 1);
        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
            // To its end.
        }

        Assert.That(await ListAsync(new ListJobsRequest { States = { "running" } }), Is.Empty);
        Assert.That(await ListAsync(new ListJobsRequest { States = { "running", "failed" } }), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_job_is_shown_for_some_of_its_minions_only()
    {
        await using var first = await Master.ConnectAsync("web1");
        await using var second = await Master.ConnectAsync("web2");
        var running = Master.RunAsync(Request("web*"));
        await first.ReturnAsync(await first.OfferAsync(), "1");
        await second.ReturnAsync(await second.OfferAsync(), "2");
        var jid = (await running)[0].Submitted.Jid;

        using var call = Master.Control.ShowJob(new ShowJobRequest { Jid = jid, Minions = { "web2" } });
        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.That(events.Where(e => e.Target is not null).Select(e => (e.Target.Minion, e.Target.Ret.ToStringUtf8())), Is.EqualTo(new[] { ("web2", "2") }));
        Assert.That((events[0].Submitted.TargetCount, events[0].Submitted.Targets.Single()), Is.EqualTo((2u, "web2")));
    }

    [Test]
    public async Task A_minion_that_the_job_was_not_for_is_named()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request("web1"));
        await minion.ReturnAsync(await minion.OfferAsync(), "1");
        var jid = (await running)[0].Submitted.Jid;

        using var call = Master.Control.ShowJob(new ShowJobRequest { Jid = jid, Minions = { "web1", "web7" } });
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().ToListAsync());

        Assert.That((error!.StatusCode, error.Status.Detail), Is.EqualTo((StatusCode.NotFound, $"job {jid} was not for web7")));
    }

    [Test]
    public async Task An_explanation_says_who_asked_and_by_which_way()
    {
        await using var minion = await Master.ConnectAsync("web1");
        using var call = Master.ControlOverTls("alice").Run(Request("web1"));
        await minion.ReturnAsync(await minion.OfferAsync(), "1");
        var jid = (await call.ResponseStream.ReadAllAsync().ToListAsync())[0].Submitted.Jid;

        var told = await Master.Control.ExplainJobAsync(new ExplainJobRequest { Jid = jid, Minion = "web1" });

        Assert.That((told.Job.User, told.Via), Is.EqualTo(("alice", "a certificate, from 127.0.0.1")));
        Assert.That(told.Minion.Up, Is.True);
        Assert.That(told.HeardUs, Is.Positive.And.LessThanOrEqualTo(told.NowUs));
    }

    [TestCase("not a state", "", "", StatusCode.InvalidArgument)]
    [TestCase("", "[1]", "", StatusCode.InvalidArgument)]
    [TestCase("", "{", "", StatusCode.InvalidArgument)]
    [TestCase("", "", "123", StatusCode.InvalidArgument)]
    public async Task What_cannot_be_read_is_a_fault_of_the_caller(string state, string metadata, string before, StatusCode status)
    {
        var request = new ListJobsRequest { Metadata = FakeMinion.Json(metadata), Before = before };
        if (state.Length > 0) request.States.Add(state);

        Assert.That((await Assert.ThrowsAsync<RpcException>(() => ListAsync(request)))!.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_purge_by_time_leaves_what_runs_and_says_so()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var over = Master.RunAsync(Request("web1"));
        await minion.ReturnAsync(await minion.OfferAsync(), "1");
        await minion.ExpectAsync(MasterMessage.KindOneofCase.Stored);
        await over;
        using var call = Master.Control.Run(Request("web1", "cmd.run"));
        var job = await minion.TakeAsync();
        var soonUs = (TimeProvider.System.GetUtcNow().AddMinutes(1) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

        var reply = await Master.Control.PurgeJobsAsync(new PurgeJobsRequest { BeforeUs = soonUs });

        Assert.That((reply.Purged, reply.Active), Is.EqualTo((1u, 1u)));
        Assert.That((await ListAsync(new ListJobsRequest())).Select(j => j.Jid), Is.EqualTo(new[] { job.Jid }));
    }

    [Test]
    public async Task A_purge_of_everything_has_to_be_asked_for() => Assert.That(
        (await Assert.ThrowsAsync<RpcException>(async () => await Master.Control.PurgeJobsAsync(new PurgeJobsRequest())))!.StatusCode,
        Is.EqualTo(StatusCode.InvalidArgument));

    private async Task<IReadOnlyList<JobView>> ListAsync(ListJobsRequest request)
    {
        using var call = Master.Control.ListJobs(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}

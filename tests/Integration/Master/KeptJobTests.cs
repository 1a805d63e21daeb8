using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>Jobs that the master keeps for minions that are away.</summary>
[Parallelizable]
public class KeptJobTests : MasterFixture
{
    [Test]
    public async Task A_run_names_who_is_away_and_does_not_wait_for_them()
    {
        await LeaveAsync("web2");
        await using var web1 = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Kept());
        var job = await web1.TakeAsync();
        await web1.ReturnAsync(job, "1");

        var events = await running;

        Assert.That(events[^1].Finished.Queued, Is.EqualTo(new[] { "web2" }));
        Assert.That(events[0].Submitted.ExpiresUs, Is.Positive);
        Assert.That((await Master.ActiveAsync()).Select(t => $"{t.Minion}:{t.State}"), Is.EqualTo(new[] { "web1:succeeded", "web2:queued" }));
    }

    [Test]
    public async Task A_minion_that_comes_is_offered_what_was_kept_in_the_order_in_which_it_was_asked_for()
    {
        await LeaveAsync("web1");
        List<string> jids = [];
        for (var i = 0; i < 20; i++) jids.Add(await SubmitAsync(Kept()));

        await using var web1 = await Master.ConnectAsync("web1");

        List<string> offered = [];
        for (var i = 0; i < 20; i++) offered.Add((await web1.OfferAsync()).Jid);
        Assert.That(offered, Is.EqualTo(jids));
    }

    [Test]
    public async Task A_kept_job_outlives_a_restart()
    {
        await LeaveAsync("web1");
        var jid = await SubmitAsync(Kept());

        await RestartAsync();
        await using var web1 = await Master.ConnectAsync("web1");
        var job = await web1.TakeAsync();
        await web1.ReturnAsync(job, "1");

        await ReachesAsync(jid, "succeeded");
    }

    [Test]
    public async Task A_job_that_was_kept_long_enough_expires_with_a_record_and_an_event()
    {
        await LeaveAsync("web1");
        using var events = Master.Control.Events(new EventsRequest { Tag = "salt/job/*/undelivered/*" });
        await events.ResponseHeadersAsync;
        var jid = await SubmitAsync(Kept(seconds: 1));

        var target = await ReachesAsync(jid, "undelivered");

        Assert.That(target.Reason, Does.StartWith("expired: the minion was not connected until "));
        Assert.That(await events.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(events.ResponseStream.Current.Tag, Is.EqualTo($"salt/job/{jid}/undelivered/web1"));
    }

    [Test]
    public async Task What_runs_when_a_job_expires_goes_on()
    {
        await LeaveAsync("web2");
        await using var web1 = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Kept(seconds: 1));
        var job = await web1.TakeAsync();

        await Eventually.ReachesAsync(
            "web2 to expire", async () => (await Master.ShowAsync(jid)).Single(t => t.Minion == "web2").State, state => state == "undelivered");
        Assert.That((await Master.ShowAsync(jid)).Single(t => t.Minion == "web1").State, Is.EqualTo("running"));
        await web1.ReturnAsync(job, "1");

        await Eventually.ReachesAsync("the job to be over", async () => (await Master.ActiveAsync()).Count, count => count == 0);
    }

    [Test]
    public async Task A_job_that_expired_while_the_master_was_down_is_not_offered()
    {
        await LeaveAsync("web1");
        var jid = await SubmitAsync(Kept(seconds: 60));

        Clock.Advance(TimeSpan.FromMinutes(2));
        await RestartAsync();
        await ReachesAsync(jid, "undelivered");
        await using var web1 = await Master.ConnectAsync("web1");

        var next = await SubmitAsync(Request());
        Assert.That((await web1.OfferAsync()).Jid, Is.EqualTo(next));
    }

    [Test]
    public async Task What_is_called_off_is_killed_at_the_master_and_never_sent()
    {
        await LeaveAsync("web1");
        var jid = await SubmitAsync(Kept());
        var user = (await Master.Control.GetStatusAsync(new StatusRequest())).User;

        var reply = await Master.Control.CancelAsync(new CancelRequest { Jid = jid, Minions = { "web1" }, Signal = 9 });
        var target = (await Master.ShowAsync(jid)).Single();
        await using var web1 = await Master.ConnectAsync("web1");
        var next = await SubmitAsync(Request());

        Assert.That(reply.Minions, Is.EqualTo(new[] { "web1" }));
        Assert.That(
            (target.State, target.By, target.Signal, target.Reason),
            Is.EqualTo(("killed", user, 9, $"signal 9 by {user} before it was sent to the minion")));
        Assert.That((await web1.OfferAsync()).Jid, Is.EqualTo(next));
    }

    [Test]
    public async Task Only_a_signal_that_ends_a_job_calls_it_off()
    {
        await LeaveAsync("web1");
        var jid = await SubmitAsync(Kept());

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Master.Control.CancelAsync(new CancelRequest { Jid = jid, Signal = 10 }));

        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That((await Master.ShowAsync(jid)).Single().State, Is.EqualTo("queued"));
    }

    [Test]
    public async Task What_runs_is_not_called_off()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await web1.TakeAsync();
        await ReachesAsync(jid, "running");

        Assert.That((await Master.Control.CancelAsync(new CancelRequest { Jid = jid, Signal = 9 })).Minions, Is.Empty);
    }

    [Test]
    public async Task A_minion_that_does_not_accept_in_time_is_asked_again_when_it_answers()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Kept(acceptMs: 300));
        var job = await web1.OfferAsync();
        await web1.ExpectAsync(MasterKind.Withdraw);
        Assert.That((await running)[^1].Finished.Queued, Is.EqualTo(new[] { "web1" }));

        // It was on its way when the offer was taken back: no grant follows, but the offer comes anew.
        await web1.AcceptedAsync(job);
        await web1.ExpectAsync(MasterKind.Withdraw);
        await web1.TakeAsync();

        await ReachesAsync(job.Jid, "running");
    }

    [Test]
    public async Task A_minion_that_stays_silent_is_asked_again_and_a_later_job_comes_behind_it()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        var first = await SubmitAsync(Kept(acceptMs: 300));
        await web1.OfferAsync();
        await web1.ExpectAsync(MasterKind.Withdraw);
        var second = await SubmitAsync(Kept());
        var plain = await SubmitAsync(Request());

        Assert.That((await web1.OfferAsync()).Jid, Is.EqualTo(plain), "what is not kept waits for nothing");
        var again = await web1.OfferAsync();
        Assert.That(again.Jid, Is.EqualTo(first));
        await web1.AcceptedAsync(again);
        MasterMessage[] next = [await web1.ReadAsync(), await web1.ReadAsync()];
        Assert.That(next.Select(message => message.KindCase), Is.EquivalentTo(new[] { MasterKind.Start, MasterKind.Offer }));
        Assert.That(next.Single(message => message.Offer is not null).Offer.Job.Jid, Is.EqualTo(second));
    }

    [Test]
    public async Task A_job_is_kept_no_longer_than_minions_take_it()
    {
        await LeaveAsync("web1");

        var error = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(Kept(seconds: 7 * 86_400)));

        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(error.Status.Detail, Does.Contain("keep_jobs"));
    }

    [Test]
    public async Task In_a_batch_who_is_away_holds_no_place()
    {
        await LeaveAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        var request = Kept();
        request.BatchSize = 1;
        var running = Master.RunAsync(request);

        var job = await web2.TakeAsync();
        await web2.ReturnAsync(job, "1");

        Assert.That((await running)[^1].Finished.Queued, Is.EqualTo(new[] { "web1" }));
        await using var web1 = await Master.ConnectAsync("web1");
        await web1.TakeAsync();
    }

    private static RunRequest Kept(uint seconds = 3600, uint acceptMs = 20_000)
    {
        var request = Request(acceptMs: acceptMs);
        request.QueueSeconds = seconds;
        return request;
    }

    /// <summary>A minion whose key is accepted, and which is not there.</summary>
    private async Task LeaveAsync(string id)
    {
        await using (await Master.ConnectAsync(id))
        {
        }

        await Eventually.ReachesAsync($"{id} to be away", async () => (await Master.MinionAsync(id)).Up, up => !up);
    }
}

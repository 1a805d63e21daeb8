using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>Streams end and masters restart; jobs go on, and what each side remembers is reconciled.</summary>
[Parallelizable]
public class ReconnectTests : MasterFixture
{
    [Test]
    public async Task A_run_names_a_minion_that_went_away_and_the_job_goes_on()
    {
        var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request(acceptMs: 500));
        var job = await minion.TakeAsync();
        await ReachesAsync(job.Jid, "running");

        await minion.DisposeAsync();

        Assert.That((await running)[^1].Finished.Away, Is.EqualTo(new[] { "web1" }));
        var target = (await Master.ActiveAsync()).Single();
        Assert.That(target.State, Is.EqualTo("running"));
        Assert.That(target.AwaySinceUs, Is.Positive);
    }

    [Test]
    public async Task A_minion_that_comes_back_in_time_is_waited_for()
    {
        var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(job.Jid, "running");
        await minion.DisposeAsync();

        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        await back.ReturnAsync(job, "1");

        var events = await running;
        Assert.That(events[^1].Finished.Away, Is.Empty);
        Assert.That(events[^2].Target.State, Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_job_that_its_minion_no_longer_knows_is_lost_until_the_truth_arrives()
    {
        var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(job.Jid, "running");
        await minion.DisposeAsync();

        await using var back = await Master.ConnectAsync("web1");
        var lost = await ReachesAsync(job.Jid, "lost");
        await back.ReturnAsync(job, "\"true\"");
        await back.ExpectAsync(MasterKind.Stored);

        Assert.That(lost.Reason, Is.EqualTo("the minion came back without it"));
        Assert.That((await Master.ShowAsync(job.Jid)).Single().State, Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task An_accepted_job_is_granted_again_on_a_new_stream()
    {
        var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request());
        var job = await minion.OfferAsync();
        await minion.AcceptedAsync(job);
        await minion.ExpectAsync(MasterKind.Start);
        await minion.DisposeAsync();

        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "accepted")));

        Assert.That((await back.ExpectAsync(MasterKind.Start)).Start.Jid, Is.EqualTo(job.Jid));
    }

    [Test]
    public async Task An_offer_that_is_still_good_is_made_again_on_a_new_stream()
    {
        var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request());
        var job = await minion.OfferAsync();
        await minion.DisposeAsync();

        await using var back = await Master.ConnectAsync("web1");

        Assert.That((await back.OfferAsync()).Jid, Is.EqualTo(job.Jid));
    }

    [Test]
    public async Task A_job_for_a_minion_on_its_way_back_waits_for_it()
    {
        await (await Master.ConnectAsync("web1")).DisposeAsync();
        await Eventually.ReachesAsync("web1 to be down", async () => (await Master.MinionAsync("web1")).Up, up => !up);
        var jid = await SubmitAsync(Request());

        await using var back = await Master.ConnectAsync("web1");

        Assert.That((await back.OfferAsync()).Jid, Is.EqualTo(jid));
    }

    [Test]
    public async Task What_is_held_but_over_is_withdrawn()
    {
        var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request(acceptMs: 200));
        var job = await minion.OfferAsync();
        await running;
        await minion.DisposeAsync();
        var unknown = new Job { Issuer = "master", Jid = "20260704120000000001" };

        await using var back = await Master.ConnectAsync("web1", hello =>
        {
            hello.Jobs.Add(FakeMinion.Holds(job, "accepted"));
            hello.Jobs.Add(FakeMinion.Holds(unknown, "accepted"));
        });
        var withdrawn = new[] { (await back.ReadAsync()).Withdraw.Jid, (await back.ReadAsync()).Withdraw.Jid };

        Assert.That(withdrawn, Is.EquivalentTo(new[] { job.Jid, unknown.Jid }));
    }

    [Test]
    public async Task A_job_outlives_the_master()
    {
        var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(jid, "running");
        await minion.DisposeAsync();
        await RestartAsync();

        var active = (await Master.ActiveAsync()).Single();
        await Eventually.ReachesAsync("the job's file", () => File.Exists(Path.Combine(ProcFolder, jid)), there => there);
        using var following = Master.Control.Follow(new FollowRequest { Jid = jid });
        await NextAsync(following);
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        await back.ReturnAsync(job, "\"hi\"");
        await back.ExpectAsync(MasterKind.Stored);

        Assert.That((active.State, active.Pid), Is.EqualTo(("running", 4711)));
        Assert.That((await Master.ShowAsync(jid)).Single().Ret.ToStringUtf8(), Is.EqualTo("\"hi\""));
        await Eventually.ReachesAsync("the job's file to go", () => File.Exists(Path.Combine(ProcFolder, jid)), there => !there);
        JobEvent last;
        do last = await NextAsync(following);
        while (last.Finished is null);
        Assert.That(last.Finished.Away, Is.Empty);
    }

    [Test]
    public async Task An_offer_whose_time_passed_while_the_master_was_down_is_never_granted()
    {
        var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request(acceptMs: 1500));
        var job = await minion.OfferAsync();
        await minion.DisposeAsync();
        await RestartAsync();
        var deadline = Salt.Shared.Jobs.Jid.Parse(job.Jid).Time.AddMilliseconds(1500);
        await Eventually.ReachesAsync("the offer to run out", () => TimeProvider.System.GetUtcNow(), now => now > deadline);

        await using var back = await Master.ConnectAsync("web1");
        await back.AcceptedAsync(job);

        await back.ExpectAsync(MasterKind.Withdraw);
        Assert.That((await Master.ShowAsync(job.Jid)).Single().State, Is.EqualTo("undelivered"));
    }
}

using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>Jobs whose targets do not start all at once: who starts when, and what becomes of the others.</summary>
[Parallelizable]
public class BatchTests : MasterFixture
{
    [Test]
    public async Task The_next_target_is_offered_when_one_has_ended()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await using var web3 = await Master.ConnectAsync("web3");
        using var call = Master.Control.Run(Batch(1));
        var submitted = (await NextAsync(call)).Submitted;
        Assert.That((submitted.BatchSize, submitted.TargetCount), Is.EqualTo((1u, 3u)));

        foreach (var minion in (FakeMinion[])[web1, web2, web3])
        {
            var job = await minion.TakeAsync();
            Assert.That(await UnderWayAsync(), Is.EqualTo(minion.Id));
            await minion.ReturnAsync(job, "1");
        }

        await ReachAsync(submitted.Jid, "web1:succeeded web2:succeeded web3:succeeded");
    }

    [Test]
    public async Task The_operator_sees_who_is_offered()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        using var call = Master.Control.Run(Batch(1));
        await NextAsync(call);
        await web1.OfferAsync();

        Assert.That((await NextAsync(call)).Target.State, Is.EqualTo("offered"));
    }

    [Test]
    public async Task A_percentage_is_of_the_targets_rounded_up()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await using var web3 = await Master.ConnectAsync("web3");
        var request = Request();
        (request.BatchPercent, request.FailLimitPercent, request.SubmitOnly) = (50, 10, true);

        var submitted = (await Master.RunAsync(request)).Single().Submitted;

        Assert.That((submitted.BatchSize, submitted.FailLimit), Is.EqualTo((2u, 1u)));
    }

    [Test]
    public async Task The_place_of_a_target_that_ended_stays_empty_for_the_wait()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        var request = Batch(1);
        request.BatchWaitMs = 1000;
        var jid = await SubmitAsync(request);

        var job = await web1.TakeAsync();
        var ended = TimeProvider.System.GetTimestamp();
        await web1.ReturnAsync(job, "1");
        await web2.OfferAsync();

        Assert.That(TimeProvider.System.GetElapsedTime(ended), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(await StatesAsync(jid), Is.EqualTo("web1:succeeded web2:offered"));
    }

    [Test]
    public async Task A_minion_that_does_not_accept_frees_its_place_when_its_own_offer_runs_out()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await using var web3 = await Master.ConnectAsync("web3");
        var running = Master.RunAsync(Batch(1, acceptMs: 300));

        await web1.OfferAsync();
        await web1.ExpectAsync(MasterKind.Withdraw);
        await web2.OfferAsync();
        await web2.ExpectAsync(MasterKind.Withdraw);
        var job = await web3.TakeAsync();
        await web3.ReturnAsync(job, "1");

        var ends = (await running).Where(e => e.Target is { EndedUs: > 0 }).ToDictionary(e => e.Target.Minion, e => e.Target.Reason);
        Assert.That(ends, Is.EqualTo(new Dictionary<string, string>
        {
            ["web1"] = "the minion did not accept it within 0.3 s",
            ["web2"] = "the minion did not accept it within 0.3 s",
            ["web3"] = "",
        }));
    }

    [Test]
    public async Task A_minion_that_goes_away_frees_its_place_and_its_end_counts_all_the_same()
    {
        await using var web2 = await Master.ConnectAsync("web2");
        string jid;
        Job job;
        await using (var web1 = await Master.ConnectAsync("web1"))
        {
            jid = await SubmitAsync(Batch(1, acceptMs: 2_000));
            job = await web1.TakeAsync();
        }

        await web2.TakeAsync();
        await using var again = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        await again.ReturnAsync(job, "1");

        await ReachAsync(jid, "web1:succeeded web2:running");
    }

    [TestCase(1u, 2, "web1:failed web2:undelivered web3:undelivered")]
    [TestCase(2u, 3, "web1:failed web2:failed web3:undelivered")]
    public async Task After_so_many_failures_no_further_target_starts(uint limit, int failed, string states)
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await using var web3 = await Master.ConnectAsync("web3");
        var request = Batch(1);
        request.FailLimit = limit;
        var running = Master.RunAsync(request);

        foreach (var minion in new[] { web1, web2 }.Take((int)limit))
        {
            var job = await minion.TakeAsync();
            await minion.ReturnAsync(job, "1", "failed", retcode: 1);
        }

        var events = await running;
        var jid = events[0].Submitted.Jid;
        Assert.That(await StatesAsync(jid), Is.EqualTo(states));
        Assert.That(
            (await Master.ShowAsync(jid)).Single(t => t.Minion == "web3").Reason,
            Is.EqualTo($"not started: {failed - 1} of 3 failed (fail limit {limit})"));
    }

    [Test]
    public async Task Without_a_batch_a_failure_takes_back_what_was_not_accepted_and_leaves_what_runs()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await using var web3 = await Master.ConnectAsync("web3");
        var request = Request();
        request.FailLimit = 1;
        var jid = await SubmitAsync(request);
        var failing = await web1.TakeAsync();
        await web2.TakeAsync();
        await web3.OfferAsync();

        await web1.ReturnAsync(failing, "1", "failed", retcode: 1);

        await web3.ExpectAsync(MasterKind.Withdraw);
        await ReachAsync(jid, "web1:failed web2:running web3:undelivered");
    }

    [Test]
    public async Task A_restart_starts_no_more_than_the_batch_holds()
    {
        string jid;
        Job job;
        await using (var web1 = await Master.ConnectAsync("web1"))
        await using (await Master.ConnectAsync("web2"))
        {
            jid = await SubmitAsync(Batch(1));
            job = await web1.TakeAsync();
            await ReachAsync(jid, "web1:running web2:queued");
        }

        await RestartAsync();
        await using var other = await Master.ConnectAsync("web2");
        Assert.That(await StatesAsync(jid), Is.EqualTo("web1:running web2:queued"));
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "running")));
        Assert.That(await StatesAsync(jid), Is.EqualTo("web1:running web2:queued"));

        await back.ReturnAsync(job, "1");

        await other.TakeAsync();
    }

    [Test]
    public async Task What_was_accepted_without_a_grant_before_a_restart_is_offered_anew_on_its_turn()
    {
        string jid;
        Job running;
        await using (var web1 = await Master.ConnectAsync("web1"))
        await using (await Master.ConnectAsync("web2"))
        {
            jid = await SubmitAsync(Batch(1));
            running = await web1.TakeAsync();
            await ReachAsync(jid, "web1:running web2:queued");
        }

        await RestartAsync();
        // Its offer and acceptance were under way when the master died.
        await using var web2Again = await Master.ConnectAsync("web2", hello => hello.Jobs.Add(FakeMinion.Holds(running, "accepted")));
        await web2Again.ExpectAsync(MasterKind.Withdraw);
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(running, "running")));
        Assert.That(await StatesAsync(jid), Is.EqualTo("web1:running web2:queued"));
        await back.ReturnAsync(running, "1");

        await web2Again.TakeAsync();
    }

    [Test]
    public async Task A_batch_that_is_called_off_starts_nobody_else()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        var jid = await SubmitAsync(Batch(1));
        var job = await web1.TakeAsync();

        var reply = await Master.Control.CancelAsync(new CancelRequest { Jid = jid, Signal = 15 });
        await web1.ReturnAsync(job, "1");

        Assert.That(reply.Minions, Is.EqualTo(new[] { "web2" }));
        await ReachAsync(jid, "web1:succeeded web2:killed");
    }

    [Test]
    public async Task A_large_job_is_offered_to_all_in_units()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        // A unit is thirty: the two that are there stand behind many that are not.
        var others = Enumerable.Range(0, 100).Select(number => $"nobody{number}");
        var request = Request(string.Join(',', [.. others, "web1", "web2"]), acceptMs: 5000);
        (request.TgtType, request.BatchSize, request.FailLimit) = ("list", 0, 0);
        await SubmitAsync(request);

        await web1.TakeAsync();
        await web2.TakeAsync();
    }

    private static RunRequest Batch(uint size, uint acceptMs = 20_000)
    {
        var request = Request(acceptMs: acceptMs);
        request.BatchSize = size;
        return request;
    }

    private async Task<string> UnderWayAsync() => string.Join(' ', (await Master.ActiveAsync())
        .Where(target => target.State is "offered" or "accepted" or "running")
        .Select(target => target.Minion));

    private async Task<string> StatesAsync(string jid) =>
        string.Join(' ', (await Master.ShowAsync(jid)).Select(target => $"{target.Minion}:{target.State}"));

    private Task<string> ReachAsync(string jid, string states) =>
        Eventually.ReachesAsync($"{jid} to be {states}", () => StatesAsync(jid), now => now == states);
}

using Grpc.Core;
using Microsoft.Data.Sqlite;
using Salt.Master.Hosting;
using Salt.Master.Jobs;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>What time does to jobs, and what becomes of them when the disk does not take them.</summary>
[Parallelizable]
public class UpkeepTests : MasterFixture
{
    private protected override MasterOptions Configure(MasterOptions options) => options with { HeartbeatInterval = TimeSpan.FromMinutes(10) };

    [Test]
    public async Task An_ended_job_is_kept_for_keep_jobs_and_no_longer()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.ReturnAsync(await minion.TakeAsync(), "1");
        await minion.ExpectAsync(MasterKind.Stored);
        var running = await SubmitAsync(Request());
        await minion.TakeAsync();

        Clock.Advance(TimeSpan.FromHours(23));
        await Master.Hosted<JobPurge>().RunAsync(CancellationToken.None);
        Assert.That((await Master.ShowAsync(jid)).Single().State, Is.EqualTo("succeeded"));

        Clock.Advance(TimeSpan.FromHours(2));
        await Master.Hosted<JobPurge>().RunAsync(CancellationToken.None);
        var error = await Assert.ThrowsAsync<RpcException>(() => Master.ShowAsync(jid));
        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That((await Master.ShowAsync(running)).Single().State, Is.EqualTo("running"), "an active job is never purged");
    }

    [Test]
    public async Task Silence_ends_a_job_only_after_lost_after_and_the_truth_still_counts()
    {
        var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(jid, "running");
        await minion.DisposeAsync();
        await Clusters.Eventually.ReachesAsync("web1 to be away", async () => (await Master.ActiveAsync()).Single(), t => t.AwaySinceUs > 0);

        Clock.Advance(TimeSpan.FromDays(6.9));
        Master.Hosted<LongAway>().Run();
        Assert.That((await Master.ShowAsync(jid)).Single().State, Is.EqualTo("running"));

        Clock.Advance(TimeSpan.FromDays(0.2));
        Master.Hosted<LongAway>().Run();
        Assert.That((await ReachesAsync(jid, "lost")).Reason, Is.EqualTo("the minion was away for 7 days"));

        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "succeeded")));
        await back.ReturnAsync(job, "1");
        await ReachesAsync(jid, "succeeded");
    }

    [Test]
    public async Task A_return_that_cannot_be_written_is_not_acknowledged_and_comes_again()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(jid, "running");
        using (Locked())
        {
            await minion.ReturnAsync(job, "1");
            var end = await minion.EndAsync();
            Assert.That((end.StatusCode, end.Detail), Is.EqualTo((StatusCode.Unavailable, "the master cannot write")));
        }

        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "succeeded")));
        await back.ReturnAsync(job, "1");
        await back.ExpectAsync(MasterKind.Stored);
    }

    [Test]
    public async Task A_job_that_cannot_be_written_is_not_offered()
    {
        await using var minion = await Master.ConnectAsync("web1");
        using (Locked())
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => Master.RunAsync(Request()));
            Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
            Assert.That(error.Status.Detail, Does.StartWith("the job database cannot be written: "));
        }

        var jid = await SubmitAsync(Request());
        Assert.That((await minion.OfferAsync()).Jid, Is.EqualTo(jid));
    }

    [Test]
    public async Task Who_waits_for_a_job_whose_steps_cannot_be_written_is_told_within_the_timeout()
    {
        var minion = await Master.ConnectAsync("web1");
        using var run = Master.Control.Run(Request(acceptMs: 2000));
        var jid = (await NextAsync(run)).Submitted.Jid;
        var job = await minion.OfferAsync();
        using (Locked())
        {
            await minion.AcceptedAsync(job);
            var error = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (true) await NextAsync(run);
            });
            Assert.That((error!.StatusCode, error.Status.Detail), Is.EqualTo((
                StatusCode.Unavailable,
                $"the job database cannot be written: another program holds it. Job {jid} goes on when that is mended: master-cli jobs attach {jid}")));
        }

        await minion.DisposeAsync();
        await using var back = await Master.ConnectAsync("web1", hello => hello.Jobs.Add(FakeMinion.Holds(job, "accepted")));
        await back.ExpectAsync(MasterKind.Start);
        await back.ReturnAsync(job, "1");
        await back.ExpectAsync(MasterKind.Stored);
    }

    [Test]
    public async Task An_end_that_the_master_found_out_itself_is_written_as_soon_as_it_can_be()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request(acceptMs: 500));
        await minion.OfferAsync();
        using (Locked())
        {
            Assert.That((await ReachesAsync(jid, "undelivered")).StoredUs, Is.Zero);
            await minion.EndAsync();
        }

        await Clusters.Eventually.ReachesAsync("it to be on record", async () => (await Master.ShowAsync(jid)).Single(), t => t.StoredUs > 0);
    }

    [Test]
    public async Task Below_min_free_new_jobs_are_refused()
    {
        await Master.DisposeAsync();
        await using var full = await TestMaster.StartAsync(Root, options => options with { MinFree = 1L << 50 });
        await using var minion = await full.ConnectAsync("web1");

        var error = await Assert.ThrowsAsync<RpcException>(() => full.RunAsync(Request()));

        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(error.Status.Detail, Does.StartWith("no new jobs: ").And.Contain("below min_free"));
    }

    /// <summary>As somebody with a SQLite shell would hold it.</summary>
    private SqliteConnection Locked()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Root, "var/cache/salt/master/jobs/jobs.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}

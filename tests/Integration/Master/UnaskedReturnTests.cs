using Grpc.Core;
using Salt.Master.Hosting;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>Returns of jobs that this master never offered to the minion: they are no history of the master's.</summary>
[Parallelizable]
public class UnaskedReturnTests : MasterFixture
{
    private protected override MasterOptions Configure(MasterOptions options) => options with { HeartbeatInterval = TimeSpan.FromMinutes(10) };

    [TestCase("99991231235959999999")]
    [TestCase("99990101000000000000")]
    [TestCase("00010101000000000000")]
    [TestCase("20261301000000000000")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task A_return_under_a_jid_that_is_none_is_dropped_and_leaves_nothing_behind(string jid)
    {
        await using (var minion = await Master.ConnectAsync("web1"))
        {
            await minion.ReturnAsync(new Job { Issuer = "master", Jid = jid, Fun = "test.ping" }, "1");
            var next = new Job { Issuer = "master", Jid = "20260101000000000000", Fun = "test.ping" };
            await minion.ReturnAsync(next, "1");

            Assert.That((await minion.ExpectAsync(MasterKind.Stored)).Stored.Jid, Is.EqualTo(next.Jid), "the stream goes on, and nothing was stored before");
        }

        await RestartAsync();
        await RunsAsync();
    }

    [Test]
    public async Task A_jid_yet_to_come_is_not_kept_and_holds_up_nothing()
    {
        await using (var minion = await Master.ConnectAsync("web1"))
        {
            var job = new Job { Issuer = "master", Jid = "89981231235959999999", Fun = "test.ping" };
            await minion.ReturnAsync(job, "1");
            Assert.That((await minion.ExpectAsync(MasterKind.Stored)).Stored.Jid, Is.EqualTo(job.Jid));
        }

        await RestartAsync();
        var jid = await RunsAsync();

        Assert.That(jid, Does.StartWith("20"));
        Assert.That(await JobsAsync(), Is.EqualTo(new[] { $"master/{jid}" }));
    }

    [Test]
    public async Task What_was_never_asked_for_is_kept_as_the_minions_own_with_a_mark()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var job = new Job { Issuer = "master", Jid = Jid(TimeSpan.FromMinutes(-1)), Fun = "cmd.run" };

        await minion.ReturnAsync(job, "1");
        await minion.ExpectAsync(MasterKind.Stored);

        Assert.That(await JobsAsync(), Is.EqualTo(new[] { $"web1/{job.Jid}" }));
        var explained = await Master.Control.ExplainJobAsync(new ExplainJobRequest { Jid = job.Jid, Minion = "web1" });
        Assert.That(explained.Via, Is.EqualTo("what web1 returned unasked"));
    }

    [Test]
    public async Task No_more_than_a_hundred_of_one_minion_are_kept()
    {
        await using var minion = await Master.ConnectAsync("web1");
        for (var i = 0; i < 120; i++)
        {
            await minion.ReturnAsync(new Job { Issuer = "master", Jid = Jid(TimeSpan.FromSeconds(-i - 1)), Fun = "cmd.run" }, "1");
            await minion.ExpectAsync(MasterKind.Stored);
        }

        Assert.That(await JobsAsync(), Has.Count.EqualTo(100));
        await using var other = await Master.ConnectAsync("web2");
        await other.ReturnAsync(new Job { Issuer = "master", Jid = Jid(TimeSpan.FromSeconds(-200)), Fun = "cmd.run" }, "1");
        await other.ExpectAsync(MasterKind.Stored);
        Assert.That(await JobsAsync(), Has.Count.EqualTo(101));
    }

    private string Jid(TimeSpan from) => Salt.Shared.Jobs.Jid.At(Clock.GetUtcNow() + from).ToString();

    private async Task<string> RunsAsync()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        await minion.ReturnAsync(await minion.TakeAsync(), "1");
        await minion.ExpectAsync(MasterKind.Stored);
        return jid;
    }

    private async Task<IReadOnlyList<string>> JobsAsync()
    {
        using var call = Master.Control.ListJobs(new ListJobsRequest());
        return await call.ResponseStream.ReadAllAsync().Select(job => $"{job.Issuer}/{job.Jid}").ToListAsync();
    }
}

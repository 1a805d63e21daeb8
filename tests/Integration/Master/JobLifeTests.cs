using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;
using MasterKind = Salt.V1.MasterMessage.KindOneofCase;

namespace Salt.Tests.Integration.Master;

/// <summary>One job from an operator's request to its end on record, over real streams.</summary>
[Parallelizable]
public class JobLifeTests : MasterFixture
{
    [Test]
    public async Task A_function_of_the_daemon_returns_at_once_and_is_on_record_when_the_run_is_over()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request(fun: "test.ping"));
        var job = await minion.OfferAsync();
        await minion.ReturnAsync(job, "true");

        var events = await running;
        var shown = await Master.ShowAsync(job.Jid);

        Assert.Multiple(() =>
        {
            Assert.That(events.Select(e => e.KindCase), Is.EqualTo(new[]
            {
                JobEvent.KindOneofCase.Submitted, JobEvent.KindOneofCase.Target, JobEvent.KindOneofCase.Finished,
            }));
            Assert.That(events[0].Submitted.Targets, Is.EqualTo(new[] { "web1" }));
            Assert.That((events[1].Target.State, events[1].Target.Ret.ToStringUtf8()), Is.EqualTo(("succeeded", "true")));
            Assert.That(shown.Single(), Is.EqualTo(events[1].Target));
        });
        Assert.That((await minion.ExpectAsync(MasterKind.Stored)).Stored.Jid, Is.EqualTo(job.Jid));
    }

    [Test]
    public async Task A_run_for_acceptance_alone_is_over_when_every_target_was_accepted_or_never_will_be()
    {
        await using var first = await Master.ConnectAsync("web1", hello => hello.JobsFolder = "/var/jobs");
        await using var second = await Master.ConnectAsync("web2");
        var request = Request("web*");
        request.AcceptOnly = true;
        var running = Master.RunAsync(request);
        var job = await first.OfferAsync();
        await second.OfferAsync();
        await first.AcceptedAsync(job);
        await second.ReturnAsync(job, "\"no\"", "refused", retcode: 1);

        var events = await running;

        var targets = events.Where(e => e.Target is not null).Select(e => e.Target).OrderBy(target => target.Minion).ToList();
        Assert.That(targets.Select(target => target.State), Is.EqualTo(new[] { "accepted", "refused" }));
        Assert.That(targets.Select(target => target.ResultsFile), Is.EqualTo(new[] { $"/var/jobs/{job.Jid}/return.json", "" }));
        Assert.That(events[^1].Finished, Is.Not.Null);
    }

    [Test]
    public async Task The_operators_words_reach_the_minion_as_they_are()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var request = Request("web*");
        request.Kwarg = FakeMinion.Json("""{"b":1,"a":12345678901234567890}""");
        request.LimitSeconds = 9;
        request.Metadata = FakeMinion.Json("""{"ticket":"ü"}""");
        await SubmitAsync(request);

        var job = await minion.OfferAsync();

        Assert.That(
            (job.Issuer, job.Fun, job.Arg.ToStringUtf8(), job.Kwarg.ToStringUtf8(), job.Tgt, job.TgtType, job.LimitSeconds, job.Metadata.ToStringUtf8()),
            Is.EqualTo(("master", "cmd.run", """["echo hi"]""", """{"b":1,"a":12345678901234567890}""", "web*", "glob", 9u, """{"ticket":"ü"}""")));
        Assert.That(job.User, Is.EqualTo((await Master.Control.GetStatusAsync(new StatusRequest())).User).And.Not.Empty);
    }

    [Test]
    public async Task A_run_tells_every_state_that_an_operator_sees()
    {
        await using var minion = await Master.ConnectAsync("web1");
        using var call = Master.Control.Run(Request());
        await NextAsync(call);
        var job = await minion.OfferAsync();

        await minion.AcceptedAsync(job, place: 2);
        var accepted = (await NextAsync(call)).Target;
        await minion.ExpectAsync(MasterKind.Start);
        await minion.RunningAsync(job, pid: 99);
        var running = (await NextAsync(call)).Target;
        await minion.ReturnAsync(job, "\"hi\"", "failed", retcode: 3);
        var ended = (await NextAsync(call)).Target;

        Assert.Multiple(() =>
        {
            Assert.That((accepted.State, accepted.Place), Is.EqualTo(("accepted", 2u)));
            Assert.That((running.State, running.Pid, running.StartedUs), Is.EqualTo(("running", 99, 5L)));
            Assert.That((ended.State, ended.Retcode, ended.Pid, ended.Ret.ToStringUtf8()), Is.EqualTo(("failed", 3, 99, "\"hi\"")));
        });
        Assert.That((await NextAsync(call)).Finished.Away, Is.Empty);
    }

    [Test]
    public async Task What_is_not_accepted_in_time_is_undelivered_and_never_granted()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request(acceptMs: 200));
        var job = await minion.OfferAsync();

        var target = (await running)[1].Target;
        await minion.ExpectAsync(MasterKind.Withdraw);
        await minion.AcceptedAsync(job);

        Assert.That((target.State, target.Reason), Is.EqualTo(("undelivered", "the minion did not accept it within 0.2 s")));
        Assert.That((await minion.ExpectAsync(MasterKind.Withdraw)).Withdraw.Jid, Is.EqualTo(job.Jid));
    }

    [Test]
    public async Task A_return_of_an_undelivered_job_is_acknowledged_and_changes_nothing()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var running = Master.RunAsync(Request(acceptMs: 200));
        var job = await minion.OfferAsync();
        await running;
        await minion.ExpectAsync(MasterKind.Withdraw);

        await minion.ReturnAsync(job, "\"late\"");

        await minion.ExpectAsync(MasterKind.Stored);
        Assert.That((await Master.ShowAsync(job.Jid)).Single().State, Is.EqualTo("undelivered"));
    }

    [Test]
    public async Task A_return_that_arrives_twice_is_stored_once()
    {
        await using var minion = await Master.ConnectAsync("web1");
        await SubmitAsync(Request());
        var job = await minion.TakeAsync();

        await minion.ReturnAsync(job, "\"first\"");
        await minion.ExpectAsync(MasterKind.Stored);
        await minion.ReturnAsync(job, "\"second\"", "failed", retcode: 1);
        await minion.ExpectAsync(MasterKind.Stored);

        var shown = (await Master.ShowAsync(job.Jid)).Single();
        Assert.That((shown.State, shown.Ret.ToStringUtf8()), Is.EqualTo(("succeeded", "\"first\"")));
    }

    [Test]
    public async Task A_minion_cannot_return_for_another()
    {
        await using var web1 = await Master.ConnectAsync("web1");
        await using var web2 = await Master.ConnectAsync("web2");
        await SubmitAsync(Request("web1"));
        var job = await web1.TakeAsync();

        await web2.ReturnAsync(job, "\"forged\"");

        await web2.ExpectAsync(MasterKind.Stored);
        Assert.That((await Master.ShowAsync(job.Jid)).Single().State, Is.EqualTo("running"));
    }

    [Test]
    public async Task A_job_that_a_minion_ran_by_its_own_schedule_is_on_record()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var job = new Job { Issuer = "web1", Jid = "20260704120000000001", Fun = "test.ping", Arg = FakeMinion.Json("[]"), Kwarg = FakeMinion.Json("{}"), User = "schedule" };
        var head = new ReturnHead { Fun = job.Fun, State = "succeeded", Success = true, Size = 4, Job = job };
        var message = new MinionMessage { Return = new JobReturn { Issuer = "web1", Jid = job.Jid, Head = head, Data = FakeMinion.Json("true"), Last = true } };

        await minion.SayAsync(message);
        await minion.ExpectAsync(MasterKind.Stored);
        await minion.SayAsync(message);
        await minion.ExpectAsync(MasterKind.Stored);

        Assert.That((await Master.ShowAsync(job.Jid)).Single().Ret.ToStringUtf8(), Is.EqualTo("true"));
    }

    [Test]
    public async Task A_return_that_nothing_is_known_of_is_kept_without_its_origin()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = Salt.Shared.Jobs.Jid.At(TimeProvider.System.GetUtcNow()).ToString();

        await minion.ReturnAsync(new Job { Issuer = "master", Jid = jid, Fun = "cmd.run" }, "\"hi\"");
        await minion.ExpectAsync(MasterKind.Stored);

        Assert.That((await Master.ShowAsync(jid)).Single().Ret.ToStringUtf8(), Is.EqualTo("\"hi\""));
    }

    [Test]
    public async Task What_the_purge_took_does_not_come_back()
    {
        await using var minion = await Master.ConnectAsync("web1");

        await minion.ReturnAsync(new Job { Issuer = "master", Jid = "20200101000000000000", Fun = "cmd.run" }, "\"hi\"");
        await minion.ExpectAsync(MasterKind.Stored);

        var error = await Assert.ThrowsAsync<RpcException>(() => Master.ShowAsync("20200101000000000000"));
        Assert.That(error!.StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task An_active_job_has_a_file_of_its_own_until_it_is_over()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var file = Path.Combine(ProcFolder, jid);
        var job = await minion.TakeAsync();

        await Eventually.ReachesAsync("the job's file", () => File.Exists(file), there => there);
        var content = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        await minion.ReturnAsync(job, "1");
        await Eventually.ReachesAsync("the job's file to go", () => File.Exists(file), there => !there);

        Assert.Multiple(() =>
        {
            Assert.That(content["jid"]!.ToString(), Is.EqualTo(jid));
            Assert.That(content["fun"]!.ToString(), Is.EqualTo("cmd.run"));
            Assert.That(content["arg"]!.ToJsonString(), Is.EqualTo("""["echo hi"]"""));
            Assert.That(content["Minions"]!.ToJsonString(), Is.EqualTo("""["web1"]"""));
        });
    }

    [Test]
    public async Task Whoever_follows_a_job_sees_its_present_state_and_then_its_end()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var jid = await SubmitAsync(Request());
        var job = await minion.TakeAsync();
        await ReachesAsync(jid, "running");

        using var call = Master.Control.Follow(new FollowRequest { Jid = jid });
        Assert.That((await NextAsync(call)).Submitted.Jid, Is.EqualTo(jid));
        Assert.That((await NextAsync(call)).Target.State, Is.EqualTo("running"));
        await minion.ReturnAsync(job, "1");
        Assert.That((await NextAsync(call)).Target.State, Is.EqualTo("succeeded"));
        Assert.That((await NextAsync(call)).Finished, Is.Not.Null);
    }

    [Test]
    public async Task An_operator_who_leaves_ends_nothing()
    {
        await using var minion = await Master.ConnectAsync("web1");
        string jid;
        using (var call = Master.Control.Run(Request())) jid = (await NextAsync(call)).Submitted.Jid;
        var job = await minion.TakeAsync();

        await minion.ReturnAsync(job, "1");

        await ReachesAsync(jid, "succeeded");
    }

    [Test]
    public async Task A_thousand_jobs_at_once_all_return()
    {
        await using var minion = await Master.ConnectAsync("web1");
        var answering = AnswerAsync(minion, 1000);
        var runs = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Master.RunAsync(Request(fun: "test.ping"))));
        await answering;

        Assert.That(runs.Select(events => events[1].Target.State), Is.All.EqualTo("succeeded"));
        Assert.That(runs.Select(events => events[0].Submitted.Jid), Is.Unique);
        Assert.That(await Master.ActiveAsync(), Is.Empty);
    }

    private static async Task AnswerAsync(FakeMinion minion, int jobs)
    {
        for (var answered = 0; answered < jobs;)
        {
            var message = await minion.ReadAsync();
            if (message.KindCase != MasterKind.Offer) continue;
            await minion.ReturnAsync(message.Offer.Job, "true");
            answered++;
        }
    }
}

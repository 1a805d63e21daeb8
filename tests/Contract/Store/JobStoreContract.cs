using System.Text;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Contract.Store;

/// <summary>What every job store does, whatever keeps it.</summary>
public abstract partial class JobStoreContract
{
    private static readonly Jid First = Jid.Parse("20260704120000000001");
    private static readonly MinionId Web1 = MinionId.Parse("web1");
    private static readonly MinionId Web2 = MinionId.Parse("web2");

    /// <summary>The store that is written to.</summary>
    protected abstract IJobStore Store { get; }

    /// <summary>The store that what was written is read from.</summary>
    protected abstract Task<IJobStore> ReadAsync();

    [Test]
    public async Task A_job_is_read_as_it_was_written()
    {
        var job = Job(First) with
        {
            Arg = Json("""["echo ä", 12345678901234567890]"""),
            Kwarg = Json("""{"b":1,"a":2}"""),
            Metadata = Json("""{"ticket":7}"""),
            LimitSeconds = 30,
            AcceptTimeout = TimeSpan.FromMilliseconds(1500),
            Batch = new JobBatch(2, TimeSpan.FromMilliseconds(250), 3),
            Expires = First.Time.AddHours(1),
            Via = "a certificate, from 10.0.0.1",
        };

        Assert.That(await Store.AddAsync(job, []), Is.True);

        var found = (await (await ReadAsync()).FindAsync(First, default)).Single().Spec;
        Assert.Multiple(() =>
        {
            Assert.That(Shape(found), Is.EqualTo(Shape(job)));
            Assert.That(found.Targets, Is.EqualTo(job.Targets));
        });
    }

    [Test]
    public async Task A_job_is_added_once()
    {
        await Store.AddAsync(Job(First), []);

        Assert.That(await Store.AddAsync(Job(First) with { Fun = "test.version" }, []), Is.False);

        Assert.That((await (await ReadAsync()).FindAsync(First, default)).Single().Spec.Fun, Is.EqualTo("test.ping"));
    }

    [Test]
    public async Task The_same_jid_of_two_issuers_is_two_jobs()
    {
        await Store.AddAsync(Job(First), []);
        await Store.AddAsync(Job(First, issuer: "web1"), []);

        var found = await (await ReadAsync()).FindAsync(First, default);

        Assert.That(found.Select(j => j.Spec.Key.Issuer), Is.EqualTo(new[] { "master", "web1" }));
    }

    [Test]
    public async Task A_target_of_which_nothing_is_known_is_queued()
    {
        await Store.AddAsync(Job(First, Web2, Web1), []);

        var targets = await TargetsAsync(First);

        Assert.That(targets.Select(t => (t.Minion, t.State)), Is.EqualTo(new[] { (Web2, JobState.Queued), (Web1, JobState.Queued) }));
    }

    [Test]
    public async Task A_return_is_read_as_it_came()
    {
        var end = End(JobState.Killed, """{"z": "ü", "n": 1e400}""") with
        {
            Retcode = -15,
            Reason = "killed by root",
            Signal = 15,
            By = "root",
            LeftRunning = 2,
            OutputBytes = 77,
            Pid = 4711,
            StartedUs = 1,
            EndedUs = 2,
        };
        await Store.AddAsync(Job(First), []);

        Assert.That(await SaveAsync(First, Target(Web1).Ended(end)), Is.EqualTo(SaveOutcome.Saved));

        var read = (await TargetsAsync(First)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.End! with { Ret = default }, Is.EqualTo(end with { Ret = default }));
            Assert.That(read.End!.Ret.ToArray(), Is.EqualTo(end.Ret.ToArray()));
            Assert.That((read.Pid, read.StartedUs, read.Stored), Is.EqualTo((4711, 1L, true)));
        });
    }

    [Test]
    public async Task The_steps_of_a_target_keep_their_times()
    {
        await Store.AddAsync(Job(First), []);
        var target = Target(Web1) with { OfferedUs = 5, AcceptedUs = 6 };

        await SaveAsync(First, target.Ended(End(JobState.Succeeded, "true")));

        var read = (await TargetsAsync(First)).Single();
        Assert.That((read.OfferedUs, read.AcceptedUs), Is.EqualTo((5L, 6L)));
        Assert.That(read.StoredUs, Is.Positive);
    }

    [Test]
    public async Task Returns_can_be_left_out_and_read_by_themselves()
    {
        await Store.AddAsync(Job(First), []);
        await SaveAsync(First, Target(Web1).Ended(End(JobState.Succeeded, "true")));
        var store = await ReadAsync();
        var job = (await store.FindAsync(First, default)).Single().Spec;

        var target = await store.TargetsAsync(job, withReturns: false, default).SingleAsync();

        Assert.That((target.RetInStore, target.End!.Ret.Length), Is.EqualTo((true, 0)));
        Assert.That(Text(await store.ReturnAsync(job.Key, Web1, default)), Is.EqualTo("true"));
        Assert.That((await store.ReturnAsync(job.Key, Web2, default)).IsEmpty, Is.True);
    }

    [TestCase(JobState.Succeeded)]
    [TestCase(JobState.Failed)]
    [TestCase(JobState.TimedOut)]
    [TestCase(JobState.Killed)]
    [TestCase(JobState.Undelivered)]
    [TestCase(JobState.Refused)]
    public async Task An_end_is_written_once(JobState first)
    {
        await Store.AddAsync(Job(First), []);
        await SaveAsync(First, Target(Web1).Ended(End(first, "1")));

        Assert.That(await SaveAsync(First, Target(Web1).Ended(End(JobState.Succeeded, "2"))), Is.EqualTo(SaveOutcome.AlreadyEnded));

        Assert.That((await TargetsAsync(First)).Select(t => (t.State, Text(t.End!.Ret))), Is.EqualTo(new[] { (first, "1") }));
    }

    [TestCase(JobState.Succeeded, true)]
    [TestCase(JobState.Failed, true)]
    [TestCase(JobState.TimedOut, true)]
    [TestCase(JobState.Killed, true)]
    [TestCase(JobState.Refused, true)]
    [TestCase(JobState.Lost, false)]
    [TestCase(JobState.Undelivered, false)]
    [TestCase(JobState.Running, false)]
    public async Task Only_a_true_end_replaces_lost(JobState second, bool replaces)
    {
        await Store.AddAsync(Job(First), []);
        await SaveAsync(First, Target(Web1).Ended(End(JobState.Lost, "")));
        var change = second.IsEnd() ? Target(Web1).Ended(End(second, "2")) : Target(Web1) with { State = second };

        var outcome = await SaveAsync(First, change);

        Assert.That(outcome, Is.EqualTo(replaces ? SaveOutcome.Saved : SaveOutcome.AlreadyEnded));
        Assert.That((await TargetsAsync(First)).Single().State, Is.EqualTo(replaces ? second : JobState.Lost));
    }

    [Test]
    public async Task A_job_is_active_until_its_last_target_ended()
    {
        await Store.AddAsync(Job(First, Web1, Web2), []);
        await SaveAsync(First, Target(Web1).Ended(End(JobState.Succeeded, "1")));
        Assert.That(await ActiveAsync(), Is.EqualTo(new[] { First }));

        await Store.SaveAsync([new TargetChange(Key(First), Target(Web2).Ended(End(JobState.Succeeded, "1")), JobEndedUs: 5)]);

        Assert.That(await ActiveAsync(), Is.Empty);
    }

    [Test]
    public async Task A_job_whose_targets_all_ended_before_it_was_sent_is_not_active()
    {
        await Store.AddAsync(Job(First), [Target(Web1).Ended(End(JobState.Undelivered, ""))]);

        Assert.That(await ActiveAsync(), Is.Empty);
        Assert.That((await TargetsAsync(First)).Single().State, Is.EqualTo(JobState.Undelivered));
    }

    [Test]
    public async Task Running_and_accepted_are_kept_with_what_is_known()
    {
        await Store.AddAsync(Job(First, Web1, Web2), []);
        await SaveAsync(First, Target(Web1) with { State = JobState.Accepted, Place = 3 });
        await SaveAsync(First, Target(Web2) with { State = JobState.Accepted });
        await SaveAsync(First, Target(Web2) with { State = JobState.Running, Pid = 9, StartedUs = 8 });

        Assert.That(
            (await TargetsAsync(First)).Select(t => (t.State, t.Place, t.Pid, t.StartedUs)),
            Is.EqualTo(new[] { (JobState.Accepted, 3u, 0, 0L), (JobState.Running, 0u, 9, 8L) }));
    }

    [Test]
    public async Task A_late_end_of_a_job_nobody_knows_is_told_apart()
    {
        await Store.AddAsync(Job(First), []);

        Assert.Multiple(async () =>
        {
            Assert.That(await LateAsync(First.Next(), Web1, JobState.Succeeded), Is.EqualTo(SaveOutcome.UnknownJob));
            Assert.That(await LateAsync(First, Web2, JobState.Succeeded), Is.EqualTo(SaveOutcome.NotATarget));
            Assert.That(await LateAsync(First, MinionId.Parse("web"), JobState.Succeeded), Is.EqualTo(SaveOutcome.NotATarget));
            Assert.That(await LateAsync(First, Web1, JobState.Lost), Is.EqualTo(SaveOutcome.Saved));
            Assert.That(await LateAsync(First, Web1, JobState.Succeeded), Is.EqualTo(SaveOutcome.Saved));
            Assert.That(await LateAsync(First, Web1, JobState.Failed), Is.EqualTo(SaveOutcome.AlreadyEnded));
        });
        Assert.That((await TargetsAsync(First)).Single().State, Is.EqualTo(JobState.Succeeded));
    }

    [Test]
    public async Task One_job_is_purged_unless_it_is_active()
    {
        var second = First.Next();
        await Store.AddAsync(Job(First), [EndedAfter(First, seconds: 1)]);
        await Store.AddAsync(Job(second, Web1, Web2), [EndedAfter(second, seconds: 1)]);

        Assert.Multiple(async () =>
        {
            Assert.That(await Store.PurgeAsync(Key(First)), Is.EqualTo(PurgeOutcome.Purged));
            Assert.That(await Store.PurgeAsync(Key(First)), Is.EqualTo(PurgeOutcome.UnknownJob));
            Assert.That(await Store.PurgeAsync(Key(second)), Is.EqualTo(PurgeOutcome.Active));
        });
        Assert.That(await ListAsync(await ReadAsync(), new JobQuery()), Is.EqualTo(new[] { second }));
        Assert.That(await TargetsAsync(second), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_batch_of_the_purge_is_measured_in_targets_and_holds_one_job_at_least()
    {
        var jid = First;
        for (var i = 0; i < 3; i++, jid = jid.Next())
            await Store.AddAsync(Job(jid, Web1, Web2), [EndedAfter(jid, seconds: 1), Target(Web2).Ended(End(JobState.Lost, "") with { EndedUs = 5 })]);
        var before = First.Time.AddSeconds(2);

        Assert.That(await Store.PurgeAsync(before, 1), Is.EqualTo(1));
        Assert.That(await Store.PurgeAsync(before, 4), Is.EqualTo(2));
        Assert.That(await Store.PurgeAsync(before, 4), Is.Zero);
    }

    [Test]
    public async Task The_last_jid_of_an_issuer_outlives_its_job()
    {
        await Store.AddAsync(Job(First), []);
        await Store.AddAsync(Job(First.Next().Next(), issuer: "web1"), []);
        await Store.AddAsync(Job(First.Next()), [EndedAfter(First.Next(), seconds: 1)]);
        Assert.That(await Store.PurgeAsync(First.Time.AddSeconds(2), 10), Is.EqualTo(1));
        var store = await ReadAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await store.LastJidAsync("master", default), Is.EqualTo(First.Next()));
            Assert.That(await store.LastJidAsync("web1", default), Is.EqualTo(First.Next().Next()));
            Assert.That(await store.LastJidAsync("nobody", default), Is.EqualTo(default(Jid)));
        });
    }

    [Test]
    public async Task Purging_takes_what_ended_before_the_instant_a_batch_at_a_time_and_nothing_active()
    {
        var jid = First;
        for (var ended = 1; ended <= 5; ended++, jid = jid.Next()) await Store.AddAsync(Job(jid), [EndedAfter(jid, ended)]);
        await Store.AddAsync(Job(jid), []);
        var before = First.Time.AddSeconds(4);

        Assert.That(await Store.PurgeAsync(before, 2), Is.EqualTo(2));
        Assert.That(await Store.PurgeAsync(before, 2), Is.EqualTo(1));
        Assert.That(await Store.PurgeAsync(before, 2), Is.Zero);

        var store = await ReadAsync();
        Assert.That(await ListAsync(store, new JobQuery()), Has.Count.EqualTo(3));
        Assert.That(await store.FindAsync(First, default), Is.Empty);
        Assert.That(await LateAsync(First, Web1, JobState.Succeeded), Is.EqualTo(SaveOutcome.UnknownJob));
    }

    [Test]
    public async Task Concurrent_writes_all_land()
    {
        var jids = Enumerable.Range(0, 500).Select(i => Jid.At(First.Time.AddSeconds(i))).ToArray();

        await Task.WhenAll(jids.Select(async jid =>
        {
            await Store.AddAsync(Job(jid), []);
            await SaveAsync(jid, Target(Web1) with { State = JobState.Accepted });
            await SaveAsync(jid, Target(Web1).Ended(End(JobState.Succeeded, "1")));
        }));

        var store = await ReadAsync();
        Assert.That(await ListAsync(store, new JobQuery()), Is.EqualTo(jids));
        Assert.That((await TargetsAsync(jids[^1])).Single().State, Is.EqualTo(JobState.Succeeded));
    }

    private static JobKey Key(Jid jid, string issuer = "master") => new(issuer, jid);

    private static JobSpec Job(Jid jid, params MinionId[] targets) => Job(jid, "master", targets);

    private static JobSpec Job(Jid jid, string issuer, params MinionId[] targets) => new()
    {
        Key = Key(jid, issuer),
        Fun = "test.ping",
        Tgt = "*",
        TgtType = "glob",
        User = "root",
        Targets = targets.Length > 0 ? targets : [Web1],
    };

    private static JobTarget Target(MinionId minion) => new() { Minion = minion };

    private static JobTarget EndedAfter(Jid jid, int seconds) => Target(Web1).Ended(
        End(JobState.Undelivered, "") with { EndedUs = jid.Time.AddSeconds(seconds).ToUnixMicroseconds() });

    private static JobEnd End(JobState state, string ret) => new() { State = state, Ret = Json(ret) };

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static object Shape(JobSpec job) => (
        job.Key, job.Fun, Text(job.Arg), Text(job.Kwarg), (job.Tgt, job.TgtType, job.User, job.Via), job.LimitSeconds, Text(job.Metadata), job.AcceptTimeout,
        (job.Batch, job.Expires));

    private static async Task<List<Jid>> ListAsync(IJobStore store, JobQuery query) =>
        await store.ListAsync(query, default).Select(j => j.Spec.Key.Jid).ToListAsync();

    private async Task<SaveOutcome> SaveAsync(Jid jid, JobTarget target) =>
        (await Store.SaveAsync([new TargetChange(Key(jid), target)])).Single();

    private Task<SaveOutcome> LateAsync(Jid jid, MinionId minion, JobState state) =>
        Store.SaveLateAsync(Key(jid), Target(minion).Ended(End(state, "")));

    private async Task<List<JobTarget>> TargetsAsync(Jid jid)
    {
        var store = await ReadAsync();
        var job = (await store.FindAsync(jid, default)).Single().Spec;
        return await store.TargetsAsync(job, withReturns: true, default).ToListAsync();
    }

    private async Task<List<Jid>> ActiveAsync() =>
        await (await ReadAsync()).ActiveAsync(default).Select(j => j.Key.Jid).ToListAsync();
}

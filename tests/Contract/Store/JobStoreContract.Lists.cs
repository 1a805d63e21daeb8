using Salt.Master.Store;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Contract.Store;

public abstract partial class JobStoreContract
{
    [Test]
    public async Task Jobs_are_listed_in_the_order_of_their_jids_and_a_limit_keeps_the_newest()
    {
        var jids = Enumerable.Range(0, 5).Select(i => Jid.At(First.Time.AddSeconds(i))).ToArray();
        foreach (var jid in jids.Reverse()) await Store.AddAsync(Job(jid), []);
        var store = await ReadAsync();

        Assert.That(await ListAsync(store, new JobQuery()), Is.EqualTo(jids));
        Assert.That(await ListAsync(store, new JobQuery { Limit = 2 }), Is.EqualTo(jids[3..]));
    }

    [Test]
    public async Task Jobs_are_listed_by_function_target_and_user()
    {
        var second = First.Next();
        await Store.AddAsync(Job(First), []);
        await Store.AddAsync(Job(second) with { Fun = "cmd.run", Tgt = "db*", User = "alice" }, []);
        var store = await ReadAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ListAsync(store, new JobQuery { Fun = "cmd.*" }), Is.EqualTo(new[] { second }));
            Assert.That(await ListAsync(store, new JobQuery { Fun = "test.ping" }), Is.EqualTo(new[] { First }));
            Assert.That(await ListAsync(store, new JobQuery { Tgt = "db*" }), Is.EqualTo(new[] { second }));
            Assert.That(await ListAsync(store, new JobQuery { User = "alice" }), Is.EqualTo(new[] { second }));
            Assert.That(await ListAsync(store, new JobQuery { Fun = "cmd.*", User = "root" }), Is.Empty);
        });
    }

    [TestCase("cmd.*", true)]
    [TestCase("test.ping", true, Description = "one of several functions")]
    [TestCase("state.*,cmd.run", true, Description = "one of several globs")]
    [TestCase("[!x]md.run", true)]
    [TestCase("[^x]md.run", false, Description = "a shell's glob: the hat is a letter")]
    [TestCase("cmd", false)]
    [TestCase("md.run", false)]
    [TestCase("cmd.[run", false)]
    public async Task A_function_is_matched_as_a_shell_would(string globs, bool isListed)
    {
        await Store.AddAsync(Job(First) with { Fun = "test.ping,cmd.run" }, []);

        Assert.That(await ListAsync(await ReadAsync(), new JobQuery { Fun = globs }), Has.Count.EqualTo(isListed ? 1 : 0));
    }

    [TestCase("web1,db1", "list", "web1,db1", true, Description = "as it was typed")]
    [TestCase("web1,db1", "list", "db1", true)]
    [TestCase("web1,db1", "list", "db*", true)]
    [TestCase("web1,db1", "list", "b1", false)]
    [TestCase("web[12]", "glob", "web[12]", true, Description = "as it was typed")]
    [TestCase("web*", "glob", "web*", true)]
    [TestCase("web*", "glob", "*", true)]
    [TestCase("web*", "glob", "db*", false)]
    public async Task A_target_is_found_as_it_was_typed_or_by_a_glob(string tgt, string type, string wanted, bool isListed)
    {
        await Store.AddAsync(Job(First) with { Tgt = tgt, TgtType = type }, []);

        Assert.That(await ListAsync(await ReadAsync(), new JobQuery { Tgt = wanted }), Has.Count.EqualTo(isListed ? 1 : 0));
    }

    [Test]
    public async Task Jobs_are_listed_by_a_minion_that_they_were_for()
    {
        await Store.AddAsync(Job(First, Web1, Web2), []);
        await Store.AddAsync(Job(First.Next(), MinionId.Parse("web11")), []);
        var store = await ReadAsync();

        Assert.That(await ListAsync(store, new JobQuery { Minion = "web1" }), Is.EqualTo(new[] { First }));
        Assert.That(await ListAsync(store, new JobQuery { Minion = "web" }), Is.Empty);
    }

    [Test]
    public async Task Jobs_are_listed_by_the_time_they_were_submitted()
    {
        var jids = Enumerable.Range(0, 5).Select(i => Jid.At(First.Time.AddSeconds(i))).ToArray();
        foreach (var jid in jids) await Store.AddAsync(Job(jid), []);
        var store = await ReadAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ListAsync(store, new JobQuery { Since = jids[3].Time }), Is.EqualTo(jids[3..]));
            Assert.That(await ListAsync(store, new JobQuery { Until = jids[1].Time }), Is.EqualTo(jids[..2]));
            Assert.That(await ListAsync(store, new JobQuery { Since = jids[1].Time, Until = jids[2].Time }), Is.EqualTo(jids[1..3]));
            Assert.That(await ListAsync(store, new JobQuery { Before = jids[3], Limit = 2 }), Is.EqualTo(jids[1..3]));
        });
    }

    [TestCase(JobState.Failed)]
    [TestCase(JobState.Lost)]
    [TestCase(JobState.Undelivered)]
    [TestCase(JobState.Succeeded)]
    public async Task Jobs_are_listed_by_the_state_of_any_target(JobState state)
    {
        var (second, third) = (First.Next(), First.Next().Next());
        await Store.AddAsync(Job(First, Web1, Web2), [Target(Web2).Ended(End(state, ""))]);
        await Store.AddAsync(Job(second, Web1, Web2), [Target(Web1).Ended(End(state, "")), Target(Web2).Ended(End(state, ""))]);
        await Store.AddAsync(Job(third), [Target(Web1).Ended(End(JobState.Killed, ""))]);
        var store = await ReadAsync();

        Assert.That(await ListAsync(store, new JobQuery { States = new HashSet<JobState> { state } }), Is.EqualTo(new[] { First, second }));
        Assert.That(
            await ListAsync(store, new JobQuery { States = new HashSet<JobState> { state, JobState.Killed }, Limit = 2 }),
            Is.EqualTo(new[] { second, third }));
    }

    [TestCase("""{"ticket":7}""", true)]
    [TestCase("""{"ticket":"7"}""", true, Description = "who types ticket=7 does not know how it was written")]
    [TestCase("""{"ticket":8}""", false)]
    [TestCase("""{"ticket":7,"by":"alice"}""", true)]
    [TestCase("""{"ticket":7,"by":"bob"}""", false, Description = "all of it")]
    [TestCase("""{"hosts":["a","b"]}""", true)]
    [TestCase("""{"hosts":["b","a"]}""", false)]
    public async Task Jobs_are_listed_by_their_metadata(string wanted, bool isListed)
    {
        await Store.AddAsync(Job(First) with { Metadata = Json("""{"ticket":7,"by":"alice","hosts":["a","b"]}""") }, []);
        await Store.AddAsync(Job(First.Next()), []);

        Assert.That(await ListAsync(await ReadAsync(), new JobQuery { Metadata = Json(wanted) }), Has.Count.EqualTo(isListed ? 1 : 0));
    }

    [Test]
    public async Task A_list_tells_how_many_targets_there_are_and_when_the_last_ended()
    {
        await Store.AddAsync(Job(First, Web1, Web2), [EndedAfter(First, seconds: 1), Target(Web2).Ended(End(JobState.Lost, "") with { EndedUs = 5 })]);
        await Store.AddAsync(Job(First.Next()), []);

        var jobs = await (await ReadAsync()).ListAsync(new JobQuery(), default).ToListAsync();

        Assert.Multiple(() =>
        {
            Assert.That(jobs.Select(job => job.TargetCount), Is.EqualTo(new[] { 2, 1 }));
            Assert.That(jobs.Select(job => job.EndedUs), Is.EqualTo(new[] { First.Time.AddSeconds(1).ToUnixMicroseconds(), 0 }));
            Assert.That(jobs.SelectMany(job => job.Spec.Targets), Is.Empty);
        });
    }

    [Test]
    public async Task Jobs_are_looked_for_among_some()
    {
        var (second, third) = (First.Next(), First.Next().Next());
        foreach (var jid in (Jid[])[First, second, third]) await Store.AddAsync(Job(jid), []);
        var store = await ReadAsync();

        Assert.That(await ListAsync(store, new JobQuery { Among = [third, First, third.Next()] }), Is.EqualTo(new[] { First, third }));
        Assert.That(await ListAsync(store, new JobQuery { Among = [] }), Is.Empty);
    }
}

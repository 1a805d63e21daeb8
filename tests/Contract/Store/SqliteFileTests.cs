using System.Text;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Master.Store.Sqlite;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Microsoft.Data.Sqlite;

namespace Salt.Tests.Contract.Store;

/// <summary>What becomes of the database file itself.</summary>
public sealed class SqliteFileTests
{
    private static readonly JobSpec Job = new()
    {
        Key = new JobKey("master", Jid.Parse("20260704120000000001")),
        Fun = "test.ping",
        Tgt = "*",
        TgtType = "glob",
        User = "root",
        Targets = [MinionId.Parse("web1")],
    };

    private StoreFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new StoreFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task A_file_that_is_no_database_is_set_aside_and_the_start_goes_on()
    {
        await File.WriteAllTextAsync(_folder.Database, "this is not a database, not at all, however long one looks at it");

        using var store = _folder.Open();

        Assert.That(store.SetAside, Does.Match(@"jobs\.db\.corrupt-[0-9]{14}$"));
        Assert.That(await File.ReadAllTextAsync(store.SetAside!), Does.StartWith("this is not"));
        Assert.That(await store.AddAsync(Job, []), Is.True);
    }

    [Test]
    public async Task A_database_of_the_first_version_is_brought_up_to_date()
    {
        using (var store = _folder.Open()) await store.AddAsync(Job, []);
        Execute("""
            ALTER TABLE jobs DROP COLUMN batch_size; ALTER TABLE jobs DROP COLUMN batch_wait_ms;
            ALTER TABLE jobs DROP COLUMN fail_limit; ALTER TABLE jobs DROP COLUMN expires_us;
            ALTER TABLE targets DROP COLUMN offered_us; ALTER TABLE targets DROP COLUMN accepted_us;
            ALTER TABLE targets DROP COLUMN stored_us; DROP INDEX targets_problems;
            ALTER TABLE jobs DROP COLUMN target_count; ALTER TABLE jobs DROP COLUMN via; PRAGMA user_version = 1
            """);

        using var again = _folder.Open();

        var found = (await again.FindAsync(Job.Key.Jid, default)).Single().Spec;
        Assert.That((found.Fun, found.Batch, found.Expires), Is.EqualTo((Job.Fun, (JobBatch?)null, (DateTimeOffset?)null)));
        var target = new JobTarget { Minion = Job.Targets[0], OfferedUs = 1 };
        await again.SaveAsync([new TargetChange(Job.Key, target with { State = JobState.Accepted })]);
        Assert.That((await again.TargetsAsync(found, withReturns: false, default).SingleAsync()).OfferedUs, Is.EqualTo(1));
        Assert.That((await again.ListAsync(new JobQuery(), default).SingleAsync()).TargetCount, Is.EqualTo(Job.Targets.Count));
    }

    [Test]
    public async Task A_database_damaged_in_the_middle_is_set_aside()
    {
        using (var store = _folder.Open())
        {
            for (var jid = Job.Key.Jid; jid.Time.Microsecond < 200; jid = jid.Next())
            {
                await store.AddAsync(Job with { Key = Job.Key with { Jid = jid } }, []);
            }
        }

        var bytes = await File.ReadAllBytesAsync(_folder.Database);
        bytes.AsSpan(8192, 12288).Fill(0xAA);
        await File.WriteAllBytesAsync(_folder.Database, bytes);

        using var again = _folder.Open();

        Assert.That(again.SetAside, Is.Not.Null);
        Assert.That(await again.ListAsync(new JobQuery(), default).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task A_log_torn_in_the_middle_loses_only_what_was_in_it()
    {
        using var store = _folder.Open();
        await store.AddAsync(Job, []);
        using var wreck = _folder.Copy();
        await using (var log = File.OpenWrite(wreck.Database + "-wal")) log.SetLength(log.Length - 100);

        using var again = wreck.Open();

        Assert.That(again.SetAside, Is.Null);
        Assert.That(await again.ListAsync(new JobQuery(), default).ToListAsync(), Is.Empty);
    }

    [Test]
    public void A_database_of_a_newer_program_is_left_alone()
    {
        _folder.Open().Dispose();
        Execute("PRAGMA user_version = 99");

        var error = Assert.Throws<SaltException>(() => _folder.Open());

        Assert.That(error!.Message, Does.Contain("newer version (schema 99, this program knows 3)"));
        Assert.That(_folder.Files(), Does.Contain("jobs.db"));
    }

    [Test]
    public async Task What_was_queued_is_written_before_it_closes()
    {
        var store = _folder.Open();
        var adding = store.AddAsync(Job, []);
        store.Dispose();
        await adding;

        using var again = _folder.Open();

        Assert.That(await again.FindAsync(Job.Key.Jid, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_write_that_fails_fails_alone()
    {
        using var store = _folder.Open();
        var broken = Job with { Fun = null! };
        var good = Job with { Key = Job.Key with { Jid = Job.Key.Jid.Next() } };

        var writes = new[] { store.AddAsync(Job, []), store.AddAsync(broken, []), store.AddAsync(good, []) };

        Assert.That(async () => await writes[1], Throws.Exception);
        Assert.That(new[] { await writes[0], await writes[2] }, Is.All.True);
    }

    [Test]
    public async Task What_minions_said_of_themselves_outlives_the_process()
    {
        var minion = new MinionRecord(MinionId.Parse("web1"), "m1", "10.0.0.1", "0.1.0", 7, "{\"os\":\"Debian\"}"u8.ToArray());
        using (var store = _folder.Open())
        {
            await store.SaveMinionAsync(minion with { Address = "10.0.0.9" });
            await store.SaveMinionAsync(minion);
            await store.SaveMinionAsync(minion with { Id = MinionId.Parse("web2") });
            await store.DeleteMinionAsync("web2");
        }

        using var again = _folder.Open();
        var read = await again.MinionsAsync(default).SingleAsync();

        Assert.That(read with { Grains = default }, Is.EqualTo(minion with { Grains = default }));
        Assert.That(Encoding.UTF8.GetString(read.Grains.Span), Is.EqualTo("{\"os\":\"Debian\"}"));
    }

    [Test]
    public async Task Events_are_read_newest_first_and_purged_by_their_stamp()
    {
        using var store = _folder.Open();
        await store.AppendAsync([new EventRecord("salt/key", 1, "{}"u8.ToArray()), new EventRecord("salt/auth", 5, "{}"u8.ToArray())]);

        Assert.That(await TagsAsync(store), Is.EqualTo(new[] { "salt/auth", "salt/key" }));
        Assert.That(await store.PurgeEventsAsync(Instants.FromUnixMicroseconds(5), 10), Is.EqualTo(1));
        Assert.That(await TagsAsync(store), Is.EqualTo(new[] { "salt/auth" }));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<List<string>> TagsAsync(SqliteStore store) =>
        await store.EventsAsync(10, default).Select(e => e.Tag).ToListAsync();
}

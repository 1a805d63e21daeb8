using Salt.Master.Jobs;
using Salt.Master.Store;
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
        Assert.That(again.Damage, Is.Not.Null);
    }

    [TestCase(0)]
    [TestCase(40)]
    [TestCase(5000)]
    [TestCase(20000)]
    public async Task A_log_damaged_anywhere_is_said(int offset)
    {
        using var store = _folder.Open();
        for (var i = 0; i < 20; i++) await store.AddAsync(Job with { Key = Job.Key with { Jid = Jid.At(Job.Key.Jid.Time.AddSeconds(i)) } }, []);
        using var wreck = _folder.Copy();
        var bytes = await File.ReadAllBytesAsync(wreck.Database + "-wal");
        bytes.AsSpan(offset, 8).Fill(0xAA);
        await File.WriteAllBytesAsync(wreck.Database + "-wal", bytes);

        using var again = wreck.Open();

        Assert.That(again.Damage, Is.Not.Null);
        Assert.That((again.Damage!.Path, again.Damage.Offset + again.Damage.Bytes), Is.EqualTo((wreck.Database + "-wal", (long)bytes.Length)));
        Assert.That(again.Damage.Offset, Is.LessThanOrEqualTo(offset));
        Assert.That(await again.ListAsync(new JobQuery(), default).CountAsync(), Is.LessThan(20));
    }

    [Test]
    public async Task A_log_that_is_whole_or_was_taken_before_is_no_damage()
    {
        using (var store = _folder.Open())
        {
            await store.AddAsync(Job, []);
            using var wreck = _folder.Copy();
            using var again = wreck.Open();
            Assert.That(again.Damage, Is.Null);
            Execute("PRAGMA wal_checkpoint");
            await store.AddAsync(Job with { Key = Job.Key with { Jid = Job.Key.Jid.Next() } }, []);
            using var round = _folder.Copy();
            using var third = round.Open();
            Assert.That(third.Damage, Is.Null);
            Assert.That(await third.ListAsync(new JobQuery(), default).CountAsync(), Is.EqualTo(2));
        }

        using var closed = _folder.Open();
        Assert.That(closed.Damage, Is.Null);
    }

    [Test]
    public void A_database_of_a_newer_program_is_left_alone()
    {
        _folder.Open().Dispose();
        Execute("PRAGMA user_version = 99");

        var error = Assert.Throws<SaltException>(() => _folder.Open());

        Assert.That(error!.Message, Does.Contain("newer version (schema 99, this program knows 4)"));
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
    public async Task A_database_that_held_minions_and_events_loses_these_tables_and_no_history()
    {
        using (var store = _folder.Open()) await store.AddAsync(Job, []);
        Execute("""
            CREATE TABLE events (id INTEGER PRIMARY KEY, stamp_us INTEGER NOT NULL, tag TEXT NOT NULL, data BLOB NOT NULL);
            CREATE INDEX events_stamp ON events (stamp_us);
            CREATE TABLE minions (id TEXT PRIMARY KEY, grains BLOB NOT NULL) WITHOUT ROWID;
            INSERT INTO events VALUES (1, 2, 'a', x''); INSERT INTO minions VALUES ('web1', x''); PRAGMA user_version = 3
            """);

        using (var again = _folder.Open()) Assert.That(await again.FindAsync(Job.Key.Jid, default), Has.Count.EqualTo(1));

        Assert.That(
            () => Execute("SELECT * FROM minions"),
            Throws.TypeOf<SqliteException>().With.Message.Contain("no such table"));
    }

    [Test]
    public async Task Jids_that_could_once_be_made_up_and_are_none_are_gone()
    {
        using (var store = _folder.Open()) await store.AddAsync(Job, []);
        Execute("""
            INSERT INTO jobs SELECT '99991231235959999999', issuer, fun, arg, kwarg, tgt, tgt_type, user, limit_seconds, metadata,
                accept_ms, minions, ended_us, batch_size, batch_wait_ms, fail_limit, expires_us, target_count, via FROM jobs;
            INSERT INTO issuers VALUES ('master', '99991231235959999999'); PRAGMA user_version = 3
            """);

        using var again = _folder.Open();

        Assert.That(await again.LastJidAsync("master", default), Is.EqualTo(Job.Key.Jid));
        Assert.That(await again.ListAsync(new JobQuery(), default).CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public void A_folder_in_its_place_is_one_sentence()
    {
        Directory.CreateDirectory(_folder.Database);

        var error = Assert.Throws<SaltException>(() => _folder.Open());

        Assert.That((error!.Failure, error.Message), Is.EqualTo(
            (Failure.Denied, $"{_folder.Database} is a folder: the job database cannot be made there")));
    }

    [TestCase("-wal")]
    [TestCase("-shm")]
    public void A_folder_in_place_of_what_belongs_to_it_is_one_sentence(string companion)
    {
        _folder.Open().Dispose();
        Directory.CreateDirectory(_folder.Database + companion);

        var error = Assert.Throws<SaltException>(() => _folder.Open());

        Assert.That(error!.Message, Does.StartWith($"the job database {_folder.Database} cannot be opened: "));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

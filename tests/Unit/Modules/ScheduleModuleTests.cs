using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Minion.Scheduling;
using Salt.Shared.Scheduling;

namespace Salt.Tests.Unit.Modules;

/// <summary><c>schedule.*</c>, in Salt's words.</summary>
internal sealed class ScheduleModuleTests
{
    private const string Pillar = """{"every_cron": {"function": "test.ping", "cron": "*/5 * * * *"}, "bad": {"function": "test.ping", "cron": "not a cron"}}""";

    private string _pillar = Pillar;
    private readonly TimeProvider _clock = TimeProvider.System;
    private string _cache = "";
    private FakeMinion _minion = null!;
    private ScheduledJobs _jobs = null!;

    [SetUp]
    public void Make()
    {
        _pillar = Pillar;
        _cache = Directory.CreateTempSubdirectory("salt-schedule-").FullName;
        _jobs = new ScheduledJobs("web1", _clock);
        _minion = new FakeMinion { Schedule = Load() };
    }

    [TearDown]
    public void Remove() => Directory.Delete(_cache, recursive: true);

    [TestCase("schedule.add", """["j3"]""", """{"function": "test.ping", "cron": "0 3 * * *"}""", 0,
        """{"comment":"Added job: j3 to schedule.","changes":{"j3":"added"},"result":true}""")]
    [TestCase("schedule.add", """["j10"]""", """{"function": "test.ping", "seconds": 3600, "test": true}""", 0,
        """{"comment":"Job: j10 would be added to schedule.","changes":{},"result":true}""")]
    [TestCase("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 5}""", 1,
        """{"comment":"Job j1 already exists in schedule.","result":false,"changes":{}}""")]
    [TestCase("schedule.add", """["j16"]""", """{"function": "test.ping", "cron": "* * * * *", "seconds": 5}""", 1,
        """{"comment":"Error: Unable to use \u0022seconds\u0022, \u0022minutes\u0022, \u0022hours\u0022, or \u0022days\u0022 with \u0022when\u0022 or \u0022cron\u0022 options.","result":false,"changes":{}}""")]
    [TestCase("schedule.add", """["j20"]""", """{"function": "test.ping", "when": "nonsense"}""", 1,
        """{"comment":"Schedule item nonsense for \u0022when\u0022 in invalid.","result":false}""")]
    [TestCase("schedule.add", """["j18"]""", """{"function": "test.ping", "seconds": "abc"}""", 1,
        """{"comment":"seconds is \u0027abc\u0027; it has to be a number","result":false}""")]
    [TestCase("schedule.add", """["j14"]""", """{"function": "nosuch.func", "seconds": 5}""", 1, """{"comment":"\u0027nosuch.func\u0027 is not available.","result":false}""")]
    [TestCase("schedule.add", """[""]""", """{"function": "test.ping"}""", 1, """{"comment":"Job name is required.","result":false}""")]
    [TestCase("schedule.build_schedule_item", """["b1"]""", """{"function": "cmd.run", "job_args": ["date"], "job_kwargs": {"cwd": "/tmp"}, "minutes": 5, "splay": 10, "jid_include": false}""", 0,
        """{"enabled":true,"maxrunning":1,"name":"b1","function":"cmd.run","args":["date"],"kwargs":{"cwd":"/tmp"},"minutes":5,"splay":10}""")]
    [TestCase("schedule.build_schedule_item", """["b1"]""", """{"function": "test.ping", "cron": "* * * * *", "seconds": 4}""", 1,
        """{"comment":"Unable to use \u0022seconds\u0022, \u0022minutes\u0022, \u0022hours\u0022, or \u0022days\u0022 with \u0022when\u0022 or \u0022cron\u0022 options.","result":false}""")]
    [TestCase("schedule.modify", """["j1"]""", """{"seconds": 90}""", 0,
        """{"comment":"Modified job: j1 in schedule.","changes":{"j1":{"old":{"enabled":true,"jid_include":true,"maxrunning":1,"name":"j1","function":"cmd.run","args":["date"],"minutes":5},"new":{"enabled":true,"jid_include":true,"maxrunning":1,"name":"j1","function":"cmd.run","args":["date"],"seconds":90}}},"result":true}""")]
    [TestCase("schedule.modify", """["j1"]""", """{"minutes": 5}""", 0, """{"comment":"Job j1 in correct state","changes":{},"result":true}""")]
    [TestCase("schedule.modify", """["nosuch"]""", """{"seconds": 30}""", 1, """{"comment":"Job nosuch does not exist in schedule.","result":false,"changes":{}}""")]
    [TestCase("schedule.modify", """["every_cron"]""", """{"seconds": 30}""", 1,
        """{"comment":"Failed to modify job every_cron in schedule: it is in the pillar: change it there, on the master, and run saltutil.refresh_pillar.","result":false,"changes":{}}""")]
    [TestCase("schedule.delete", """["j1"]""", "{}", 0, """{"comment":"Deleted Job j1 from schedule.","changes":{"j1":"removed"},"result":true}""")]
    [TestCase("schedule.delete", """["j1"]""", """{"test": true}""", 0, """{"comment":"Job: j1 would be deleted from schedule.","changes":{},"result":true}""")]
    [TestCase("schedule.delete", """["nosuch"]""", "{}", 1, """{"comment":"Job nosuch does not exist.","result":false,"changes":{}}""")]
    [TestCase("schedule.delete", """["every_cron"]""", "{}", 1,
        """{"comment":"Failed to delete job every_cron from schedule: it is in the pillar: change it there, on the master, and run saltutil.refresh_pillar.","result":false,"changes":{}}""")]
    [TestCase("schedule.disable_job", """["j1"]""", "{}", 0, """{"comment":"Disabled Job j1 in schedule.","changes":{"j1":"disabled"},"result":true}""")]
    [TestCase("schedule.disable_job", """["nosuch"]""", "{}", 1, """{"comment":"Failed to disable job nosuch in schedule.","result":false,"changes":{}}""")]
    [TestCase("schedule.disable_job", """["every_cron"]""", "{}", 1,
        """{"comment":"Failed to disable job every_cron in schedule: it is in the pillar: change it there, on the master, and run saltutil.refresh_pillar.","result":false,"changes":{}}""")]
    [TestCase("schedule.enable_job", """["nosuch"]""", "{}", 1, """{"comment":"Job nosuch does not exist.","result":false,"changes":{}}""")]
    [TestCase("schedule.disable", "[]", "{}", 0, """{"comment":"Disabled schedule on minion.","changes":{"schedule":"disabled"},"result":true}""")]
    [TestCase("schedule.enable", "[]", "{}", 0, """{"comment":"Enabled schedule on minion.","changes":{"schedule":"enabled"},"result":true}""")]
    [TestCase("schedule.is_enabled", """["j1"]""", "{}", 0, "true")]
    [TestCase("schedule.is_enabled", """["nosuch"]""", "{}", 0, "false")]
    [TestCase("schedule.is_enabled", "[]", "{}", 0, "true")]
    [TestCase("schedule.run_job", """["j1"]""", "{}", 0, """{"comment":"Scheduling Job j1 on minion.","result":true}""")]
    [TestCase("schedule.run_job", """["nosuch"]""", "{}", 1, """{"comment":"Job nosuch does not exist.","result":false}""")]
    [TestCase("schedule.run_job", """["bad"]""", "{}", 1, """{"comment":"Job bad cannot run: cron \u0027not a cron\u0027 has 3 fields; five are needed, or six with the seconds last","result":false}""")]
    [TestCase("schedule.skip_job", """["j1", "2026-11-26T12:05:00"]""", "{}", 0, """{"comment":"Added Skip Job j1 in schedule.","result":true}""")]
    [TestCase("schedule.skip_job", """["j1", "notatime"]""", "{}", 1, """{"comment":"Date string could not be parsed.","result":false}""")]
    [TestCase("schedule.postpone_job", """["j1", "2030-11-26T12:05:00", "2030-11-26T12:07:00"]""", "{}", 0, """{"comment":"Postponed Job j1 in schedule.","result":true}""")]
    [TestCase("schedule.show_next_fire_time", """["nosuch"]""", "{}", 1, """{"comment":"Job nosuch does not exist.","result":false}""")]
    [TestCase("schedule.show_next_fire_time", """["bad"]""", "{}", 1, """{"comment":"Job bad does not run: cron \u0027not a cron\u0027 has 3 fields; five are needed, or six with the seconds last","result":false}""")]
    [TestCase("schedule.next", """["nosuch"]""", "{}", 1, "\"Job nosuch does not exist.\"")]
    [TestCase("schedule.next", """["bad"]""", "{}", 1, "\"Job bad does not run: cron \\u0027not a cron\\u0027 has 3 fields; five are needed, or six with the seconds last\"")]
    [TestCase("schedule.add", """["enabled"]""", """{"function": "test.ping", "seconds": 5}""", 1, """{"comment":"enabled is a setting of the whole schedule, and no entry\u0027s name","result":false}""")]
    [TestCase("schedule.add", """["j30"]""", """{"function": "test.ping", "seconds": 5, "return_job": "never"}""", 1, """{"comment":"return_job is \u0027never\u0027; it has to be True, False or nocache","result":false}""")]
    [TestCase("schedule.job_status", """["nosuch"]""", "{}", 0, "{}")]
    [TestCase("schedule.save", "[]", "{}", 0, """{"comment":"Schedule (non-pillar items) saved.","result":true}""")]
    [TestCase("schedule.reload", "[]", "{}", 0, """{"comment":["Reloaded schedule from pillar on minion."],"result":true}""")]
    [TestCase("schedule.copy", """["nosuch", "web2"]""", "{}", 1, """{"comment":"Job nosuch does not exist.","result":false}""")]
    public async Task It_says(string function, string arg, string kwarg, int retcode, string answer)
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "cmd.run", "job_args": ["date"], "minutes": 5}""", _minion);

        var outcome = await Calls.RunAsync(function, arg, kwarg, _minion);

        Assert.That(outcome.Return!.ToJsonString(), Is.EqualTo(answer));
        Assert.That(outcome.Retcode, Is.EqualTo(retcode));
    }

    [Test]
    public async Task The_list_shows_sources_and_what_is_wrong()
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60}""", _minion);
        await Calls.RunAsync("schedule.add", """["j2"]""", """{"function": "test.ping", "seconds": 60, "persist": false, "enabled": false}""", _minion);

        Assert.That((await Calls.RunAsync("schedule.list", minion: _minion)).Return!.GetValue<string>(), Is.EqualTo("""
            schedule:
              bad:
                cron: not a cron
                enabled: true
                function: test.ping
                invalid: cron 'not a cron' has 3 fields; five are needed, or six with the seconds
                  last
                jid_include: true
                maxrunning: 1
                name: bad
                saved: false
                source: pillar
              every_cron:
                cron: '*/5 * * * *'
                enabled: true
                function: test.ping
                jid_include: true
                maxrunning: 1
                name: every_cron
                saved: false
                source: pillar
              j1:
                enabled: true
                function: test.ping
                jid_include: true
                maxrunning: 1
                name: j1
                saved: true
                seconds: 60
                source: added
              j2:
                enabled: false
                function: test.ping
                jid_include: true
                maxrunning: 1
                name: j2
                saved: false
                seconds: 60
                source: added

            """));
        Assert.That(await Names("""{"show_disabled": false, "return_yaml": false}"""), Is.EqualTo(new[] { "bad", "every_cron", "j1" }));
        Assert.That(await Names("""{"where": "pillar", "return_yaml": false}"""), Is.EqualTo(new[] { "bad", "every_cron" }));
    }

    [Test]
    public async Task What_was_saved_is_there_after_a_restart_and_what_was_not_is_not()
    {
        await Calls.RunAsync("schedule.add", """["kept"]""", """{"function": "test.ping", "seconds": 60}""", _minion);
        await Calls.RunAsync("schedule.add", """["lost"]""", """{"function": "test.ping", "seconds": 60, "persist": false}""", _minion);
        await Calls.RunAsync("schedule.disable", minion: _minion);

        _minion.Schedule = Load();

        Assert.That(await Names("""{"return_yaml": false}"""), Is.EqualTo(new[] { "enabled", "bad", "every_cron", "kept" }));
        Assert.That(await Calls.ReturnAsync("schedule.is_enabled", minion: _minion), Is.EqualTo("false"));
    }

    private const string Sound = """{"format":1,"enabled":null,"added":{},"progress":{}}""";

    [TestCase("{", Description = "cut off")]
    [TestCase("[1]")]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"format":9,"enabled":null,"added":{},"progress":{}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":{},"progress":{},"added":{}}""", Description = "a key twice")]
    [TestCase("""{"format":1,"enabled":null,"added":{"a":{"function":"x","function":"y"}},"progress":{}}""", Description = "a key twice, further in")]
    [TestCase("""{"format":1,"enabled":null,"added":{"a":{"function":"\ud800"}},"progress":{}}""", Description = "half a surrogate pair")]
    [TestCase("""{"format":1,"enabled":3,"added":{},"progress":{}}""")]
    [TestCase("""{"format":99999999999,"enabled":null,"added":{},"progress":{}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":[],"progress":{}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":{},"progress":{"a":3}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":{},"progress":{"a":{"definition":{},"anchor_us":9223372036854775807,"seen_us":0,"skips_us":[],"extra_us":[]}}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":{},"progress":{"a":{"definition":{},"anchor_us":1.5,"seen_us":0,"skips_us":[],"extra_us":[]}}}""")]
    [TestCase("""{"format":1,"enabled":null,"added":{},"progress":{},"answers":[1]}""")]
    public async Task A_damaged_file_is_set_aside(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_cache, "schedule.json"), text);

        _minion.Schedule = Load();

        Assert.That(await Names("""{"return_yaml": false}"""), Is.EqualTo(new[] { "bad", "every_cron" }));
        Assert.That(File.Exists(Path.Combine(_cache, "schedule.json.damaged")), Is.True);
    }

    [Test]
    public async Task What_fits_is_not_set_aside()
    {
        await File.WriteAllTextAsync(Path.Combine(_cache, "schedule.json"), Sound);

        _minion.Schedule = Load();

        Assert.That(File.Exists(Path.Combine(_cache, "schedule.json.damaged")), Is.False);
    }

    [TestCase("schedule.add", """["j2"]""", """{"function": "test.ping", "seconds": 60}""", "Failed to add job j2 to schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.modify", """["j1"]""", """{"seconds": 90}""", "Failed to modify job j1 in schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.delete", """["j1"]""", "{}", "Failed to delete job j1 from schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.disable_job", """["j1"]""", "{}", "Failed to disable job j1 in schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.disable", "[]", "{}", "Failed to disable schedule on minion: schedule.json cannot be written: ")]
    [TestCase("schedule.skip_job", """["j1", "2040-11-26T12:05:00"]""", "{}", "Failed to skip job j1 in schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.postpone_job", """["j1", "2040-11-26T12:05:00", "2040-11-26T12:07:00"]""", "{}", "Failed to postpone job j1 in schedule: schedule.json cannot be written: ")]
    [TestCase("schedule.save", "[]", "{}", "Failed to save the schedule: schedule.json cannot be written: ")]
    public async Task What_cannot_be_kept_is_not_done_and_says_why(string function, string arg, string kwarg, string comment)
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60}""", _minion);
        var before = await Calls.ReturnAsync("schedule.list", "[]", """{"return_yaml": false}""", _minion);
        Directory.CreateDirectory(Path.Combine(_cache, "schedule.json.new"));

        var outcome = await Calls.RunAsync(function, arg, kwarg, _minion);

        Assert.That(outcome.Retcode, Is.EqualTo(1));
        Assert.That((string?)outcome.Return!["comment"], Does.StartWith(comment));
        Assert.That(await Calls.ReturnAsync("schedule.list", "[]", """{"return_yaml": false}""", _minion), Is.EqualTo(before));
        Assert.That(_minion.Schedule!.Read(book => book.Find("j1")!.Skips), Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_purged_says_why()
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60}""", _minion);
        Directory.CreateDirectory(Path.Combine(_cache, "schedule.json.new"));

        var outcome = await Calls.RunAsync("schedule.purge", minion: _minion);

        Assert.That(outcome.Return!.ToJsonString(), Does.Contain("Failed to delete job j1 from schedule: schedule.json cannot be written").And.Contain("\"result\":false"));
        Assert.That(await Names("""{"return_yaml": false}"""), Does.Contain("j1"));
    }

    [TestCase("schedule.add", """["j2"]""", """{"function": "test.ping", "seconds": 60}""", """{"comment":"Added job: j2 to schedule.","changes":{"j2":"added"},"result":true}""")]
    [TestCase("schedule.delete", """["j1"]""", "{}", """{"comment":"Deleted Job j1 from schedule.","changes":{"j1":"removed"},"result":true}""")]
    [TestCase("schedule.disable_job", """["j1"]""", "{}", """{"comment":"Disabled Job j1 in schedule.","changes":{"j1":"disabled"},"result":true}""")]
    public async Task Asked_again_after_a_crash_it_is_the_same_change(string function, string arg, string kwarg, string answer)
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60}""", _minion);
        await Calls.RunAsync(function, arg, kwarg, _minion);

        _minion.Schedule = Load();
        var again = await Calls.RunAsync(function, arg, kwarg, _minion);

        Assert.That(again.Return!.ToJsonString(), Is.EqualTo(answer));
        Assert.That(again.Retcode, Is.Zero);
    }

    [Test]
    public async Task Asked_twice_by_somebody_it_is_there_already()
    {
        const string options = """{"function": "test.ping", "seconds": 60}""";
        await Calls.RunAsync("schedule.add", """["j1"]""", options, _minion);

        var other = Calls.Of("schedule.add", """["j1"]""", options, _minion, Shared.Jobs.Jid.Parse("20261121013609741458"));
        var outcome = await FunctionInvoker.InvokeAsync(other, CancellationToken.None);

        Assert.That((string?)outcome.Return!["comment"], Is.EqualTo("Job j1 already exists in schedule."));
    }

    [Test]
    public async Task A_source_that_is_no_map_is_named()
    {
        _pillar = "[1]";
        _minion.Schedule = Load();

        var text = (await Calls.RunAsync("schedule.list", minion: _minion)).Return!.GetValue<string>();

        Assert.That(text, Does.Contain("the schedule from pillar is no map of entries and is left out: [1]"));
    }

    [Test]
    public async Task What_jid_include_says_is_kept()
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60, "jid_include": false}""", _minion);

        Assert.That(_minion.Schedule!.Read(book => book.Find("j1")!.Entry!.JidInclude), Is.False);
        Assert.That((await Calls.RunAsync("schedule.list", minion: _minion)).Return!.GetValue<string>(), Does.Contain("jid_include: false"));
    }

    [Test]
    public async Task Purge_leaves_what_is_not_its_own()
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "seconds": 60}""", _minion);

        var answer = await Calls.ReturnAsync("schedule.purge", minion: _minion);

        Assert.That(answer, Does.Contain("\"changes\":{\"j1\":\"removed\"}").And.Contain("Deleted job: j1 from schedule.").And.Contain("Failed to delete job every_cron from schedule: it is in the pillar"));
    }

    [Test]
    public async Task Times_are_told_ahead()
    {
        await Calls.RunAsync("schedule.add", """["j1"]""", """{"function": "test.ping", "once": "2040-01-01T10:00:00"}""", _minion);

        Assert.That(await Calls.ReturnAsync("schedule.next", """["j1", 3]""", minion: _minion), Is.EqualTo("""["2040-01-01T10:00:00"]"""));
        Assert.That(await Calls.ReturnAsync("schedule.show_next_fire_time", """["j1"]""", """{"fmt": "%d.%m.%y"}""", _minion), Is.EqualTo("""{"result":true,"next_fire_time":"01.01.40"}"""));
    }

    [Test]
    public void Nobody_but_the_daemon_has_a_schedule()
    {
        _minion.Schedule = null;

        Assert.That(async () => await Calls.RunAsync("schedule.list", minion: _minion), Throws.InstanceOf<RefusedException>().With.Message.StartsWith("ERROR: the schedule is the running daemon's"));
    }

    [TestCase("schedule.add", """["new"]""", """{"function": "test.ping", "seconds": 60}""")]
    [TestCase("schedule.modify", """["old"]""", """{"seconds": 60}""")]
    [TestCase("schedule.delete", """["old"]""", "{}")]
    [TestCase("schedule.disable_job", """["old"]""", "{}")]
    [TestCase("schedule.purge", "[]", "{}")]
    [TestCase("schedule.disable", "[]", "{}")]
    public async Task What_the_disk_does_not_take_is_no_change_and_says_why(string fun, string arg, string kwarg)
    {
        await Calls.RunAsync("schedule.add", """["old"]""", """{"function": "test.ping", "seconds": 3600}""", _minion);
        var before = _minion.Schedule!.Read(book => (book.Added.ToJsonString(), book.Enabled));
        // What is written there finds no room.
        File.CreateSymbolicLink(Path.Combine(_cache, "schedule.json.new"), "/dev/full");

        var outcome = await Calls.RunAsync(fun, arg, kwarg, _minion);

        var answer = outcome.Return!.AsObject();
        Assert.That((answer["result"]!.GetValue<bool>(), outcome.Retcode), Is.EqualTo((false, 1)));
        Assert.That(ScalarText.Of(answer["comment"] is JsonArray all ? all[^1] : answer["comment"]), Does.EndWith("schedule.json cannot be written: no space is left on the device"));
        Assert.That(_minion.Schedule!.Read(book => (book.Added.ToJsonString(), book.Enabled)), Is.EqualTo(before));
    }

    private async Task<IEnumerable<string>> Names(string kwarg) =>
        (await Calls.RunAsync("schedule.list", "[]", kwarg, _minion)).Return!.AsObject().Select(entry => entry.Key);

    private MinionSchedule Load()
    {
        var book = new ScheduleBook(Parse, (_, _) => TimeSpan.Zero);
        var schedule = new MinionSchedule(
            book,
            new ScheduleFile(_cache),
            source => source == ScheduleSource.Pillar ? JsonNode.Parse(_pillar) : null,
            _jobs,
            new WakeSignal(),
            _clock,
            NullLogger.Instance);
        schedule.Load();
        return schedule;
    }

    private static ScheduleEntry Parse(string name, JsonElement entry, DateTimeOffset now)
    {
        var parsed = ScheduleEntry.Parse(name, entry, new ScheduleContext(null, TimeZoneInfo.Local, now));
        return ExecutionModules.Catalog.TryGet(parsed.Function, out _) ? parsed : throw new ScheduleEntryException($"'{parsed.Function}' is not available.");
    }
}

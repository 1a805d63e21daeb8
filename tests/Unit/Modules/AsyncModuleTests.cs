using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Jobs;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Modules;

/// <summary>The functions over a real cache: the states differ by what the minion has written.</summary>
internal sealed class AsyncModuleTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(7);
    private static readonly Jid Jid = Jid.Parse("20261121010203000004");
    private string _cache = "";
    private JobSpool _spool = null!;
    private FakeMinion _minion = null!;

    [SetUp]
    public void SetUp()
    {
        _cache = Directory.CreateTempSubdirectory("async-").FullName;
        _spool = new JobSpool(_cache);
        _minion = new FakeMinion { Cached = new CachedJobs(_cache) };
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_cache, recursive: true);

    [Test]
    public async Task A_job_that_waits_its_turn_is_accepted()
    {
        Accept();
        var (status, retcode) = await StatusAsync();
        Assert.That(status.ToJsonString(), Is.EqualTo(
            $$"""{"started":1,"finished":0,"jid":"{{Jid}}","results_file":"{{_spool.FolderOf(Jid).Return}}","fun":"cmd.run","state":"accepted"}"""));
        Assert.That(retcode, Is.Zero);
        Assert.That(File.ReadAllText(_spool.FolderOf(Jid).Return), Is.EqualTo(
            $$"""{"finished":0,"started":1,"jid":"{{Jid}}","results_file":"{{_spool.FolderOf(Jid).Return}}"}"""));
    }

    [Test]
    public async Task A_job_that_runs_is_running()
    {
        Start();
        var (status, _) = await StatusAsync();
        Assert.That(((string)status["state"]!, (int)status["finished"]!, (string)status["start"]!), Is.EqualTo(("running", 0, "2026-11-21 01:02:03.000007")));
    }

    [Test]
    public async Task A_job_whose_return_is_being_made_is_not_finished_before_it_is_there()
    {
        Start();
        WriteEnd(JobState.TimedOut);
        _minion.Jobs.Add(new JsonObject { ["jid"] = Jid.ToString() });
        Assert.That((string)(await StatusAsync()).Status["state"]!, Is.EqualTo("running"));
        // The daemon is done with it, and the disk had no room for its return.
        _minion.Jobs.Clear();
        Assert.That((string)(await StatusAsync()).Status["state"]!, Is.EqualTo("timed_out"));
    }

    [TestCase(JobState.Succeeded, 0, "")]
    [TestCase(JobState.Failed, 3, "")]
    [TestCase(JobState.TimedOut, 143, "Task execution timed out, limit is: 5 second(s)")]
    [TestCase(JobState.Killed, 137, "killed with signal 9 by root")]
    [TestCase(JobState.Lost, 1, "supervisor died")]
    public async Task A_job_that_ended_says_how_and_to_ask_is_no_failure(JobState state, int rc, string reason)
    {
        Start();
        Return(state, rc, reason);

        var (status, retcode) = await StatusAsync();

        Assert.That(retcode, Is.Zero);
        Assert.That(status.ToJsonString(), Is.EqualTo(JsonNode.Parse(
            $$"""
            {"started":1,"finished":1,"jid":"{{Jid}}","results_file":"{{_spool.FolderOf(Jid).Return}}","fun":"cmd.run",
            "state":"{{state.ToName()}}","retcode":{{rc}},{{(reason.Length > 0 ? $"\"reason\":\"{reason}\"," : "")}}
            "changed":true,"cmd":"echo hi","rc":{{rc}},"start":"2026-11-21 01:02:03.000007","end":"2026-11-21 01:02:05.000008",
            "delta":"0:00:02.000001","stdout":"hi\nthere","stderr":"oh","stdout_lines":["hi","there"],"stderr_lines":["oh"]}
            """)!.ToJsonString()));
    }

    [Test]
    public async Task A_function_that_is_no_command_shows_its_return()
    {
        Start();
        _spool.WriteReturn(End(JobState.Succeeded, 0, ""), null, sync: false);
        var (status, _) = await StatusAsync();
        Assert.That(status["ret"]!.ToJsonString(), Is.EqualTo("\"hi\\nthere\""));
        Assert.That(status.ContainsKey("rc"), Is.False);
    }

    [Test]
    public async Task A_job_that_was_never_here_is_unknown_and_that_is_a_failure()
    {
        var (status, retcode) = await StatusAsync();
        Assert.That(retcode, Is.EqualTo(1));
        Assert.That((string)status["state"]!, Is.EqualTo("unknown"));
        Assert.That((string)status["msg"]!, Does.StartWith($"Job {Jid} is not in this minion's cache"));
    }

    [Test]
    public async Task A_job_that_its_limit_ended_says_so_in_words_of_Ansible()
    {
        Start(TimeSpan.FromSeconds(5));
        Return(JobState.TimedOut, 143, "Task execution timed out, limit is: 5 second(s)");
        Assert.That((string?)(await StatusAsync()).Status["msg"], Is.EqualTo("async task did not complete within the requested time - 5s"));
    }

    [Test]
    public async Task Ansible_has_another_name_for_it()
    {
        Start();
        var outcomes = new[] { "async.status", "async_status" }.Select(fun => Calls.RunAsync(fun, kwarg: $$"""{"jid":"{{Jid}}"}""", minion: _minion));
        var records = new List<string>();
        foreach (var outcome in outcomes) records.Add((await outcome).Return!.ToJsonString());
        Assert.That(records[1], Is.EqualTo(records[0]));
    }

    [TestCase("async.status")]
    [TestCase("async.cleanup")]
    public void What_is_no_jid_is_refused(string fun) => Assert.That(
        async () => await Calls.RunAsync(fun, """["../x"]""", minion: _minion),
        Throws.TypeOf<RefusedException>().With.Message.EqualTo("ERROR: '../x' is not a jid (20 digits, a UTC time)"));

    [Test]
    public async Task Cleanup_waits_for_the_end_and_for_the_master()
    {
        Start();
        Assert.That(await CleanupAsync(), Is.EqualTo(("ERROR: Job 20261121010203000004 has not ended: it is running", 1)));
        Return(JobState.Succeeded, 0, "");
        Assert.That(await CleanupAsync(), Is.EqualTo(("ERROR: The master has not stored the return of job 20261121010203000004 yet", 1)));
        Assert.That((await StatusAsync()).Retcode, Is.Zero, "nothing was touched");
    }

    [Test]
    public async Task Cleanup_leaves_a_tombstone_that_tells_nothing_but_how_it_ended()
    {
        Start();
        var folder = _spool.FolderOf(Jid);
        File.WriteAllText(folder.Stdout, "secret");
        File.WriteAllText(OutputSegment.TailPath(folder.Stdout, 6), "secret");
        Directory.CreateDirectory(folder.Part(0).Path);
        Return(JobState.Failed, 3, "");
        _spool.MarkStored(Jid);

        Assert.That(await CleanupAsync(), Is.EqualTo(("Job 20261121010203000004 was removed from the cache", 0)));

        var found = new SpoolRecovery(_spool, new ProcFolder(_cache), "boot", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).One(Jid);
        Assert.That(found.Returned, Is.EqualTo(JobState.Failed), "an offer that comes again finds that it has been run");
        Assert.That(Directory.GetDirectories(folder.Path), Is.Empty);
        foreach (var file in Directory.GetFiles(folder.Path)) Assert.That(File.ReadAllText(file), Does.Not.Contain("secret").And.Not.Contain("echo hi"), file);
        Assert.That((string)(await StatusAsync()).Status["msg"]!, Is.EqualTo($"Job {Jid} was removed from this minion's cache by async.cleanup"));
        Assert.That((await CleanupAsync()).Retcode, Is.EqualTo(1));
    }

    [Test]
    public async Task Find_cached_job_answers_in_Salts_shape()
    {
        Accept();
        Assert.That((await Calls.RunAsync("saltutil.find_cached_job", $"[\"{Jid}\"]", minion: _minion)).Retcode, Is.EqualTo(1), "it has not returned");
        Return(JobState.Failed, 3, "");
        Assert.That(
            await Calls.ReturnAsync("saltutil.find_cached_job", $"[\"{Jid}\"]", minion: _minion),
            Is.EqualTo($$"""{"id":"web1.example","jid":"{{Jid}}","fun":"cmd.run","fun_args":["echo hi"],"return":"hi\nthere","retcode":3,"success":false}"""));
        Assert.That(
            await Calls.ReturnAsync("saltutil.find_cached_job", "[\"20261121010203000005\"]", minion: _minion),
            Is.EqualTo("\"Local jobs cache directory jobs/20261121010203000005 not found\""));
    }

    private void Accept(TimeSpan? limit = null)
    {
        var job = new PublishedJob("master", Jid, "cmd.run", """["echo hi"]"""u8.ToArray(), default, "*", "glob", "root", limit, default);
        _spool.Create(new SpooledJob(job, "boot", null, Time), null);
    }

    private void Start(TimeSpan? limit = null)
    {
        Accept(limit);
        StatusFile.Begin(_spool.FolderOf(Jid).Status, new StartRecord(42, 1, "boot", "", Time)).Dispose();
    }

    private void WriteEnd(JobState state)
    {
        using var status = StatusFile.Open(_spool.FolderOf(Jid).Status);
        status.Write(new EndRecord(state, 143, 0, "", "", 0, Time.AddSeconds(2), 0, 0));
    }

    private void Return(JobState state, int rc, string reason) =>
        _spool.WriteReturn(End(state, rc, reason), new CommandRecord("echo hi", rc, "hi\nthere", "oh"), sync: false);

    private static JobReturn End(JobState state, int rc, string reason) => new()
    {
        Issuer = "master",
        Jid = Jid,
        Fun = "cmd.run",
        State = state,
        Retcode = rc,
        Reason = reason,
        Ret = Encoding.UTF8.GetBytes("\"hi\\nthere\""),
        Started = Time,
        Ended = Time.AddSeconds(2).AddMicroseconds(1),
    };

    private async Task<(JsonObject Status, int Retcode)> StatusAsync()
    {
        var outcome = await Calls.RunAsync("async.status", kwarg: $$"""{"jid":"{{Jid}}"}""", minion: _minion);
        return (outcome.Return!.AsObject(), outcome.Retcode);
    }

    private async Task<(string Text, int Retcode)> CleanupAsync()
    {
        var outcome = await Calls.RunAsync("async.cleanup", kwarg: $$"""{"jid":"{{Jid}}"}""", minion: _minion);
        return (outcome.Return!.GetValue<string>(), outcome.Retcode);
    }
}

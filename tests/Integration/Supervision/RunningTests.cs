using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Integration.Supervision;

[TestFixture(false)]
[TestFixture(true)]
public sealed class RunningTests(bool noCgroup)
{
    private TestMinion _minion = null!;

    [OneTimeSetUp]
    public void SetUp() => _minion = new TestMinion(noCgroup);

    [OneTimeTearDown]
    public async Task TearDownAsync() => await _minion.DisposeAsync();

    [Test]
    public async Task A_program_that_exits_with_0_has_succeeded_with_its_output_in_two_files()
    {
        var plan = _minion.Accept("echo hi; echo err >&2");
        var end = await _minion.RunAsync(plan);
        Assert.Multiple(() =>
        {
            Assert.That(end.State, Is.EqualTo(JobState.Succeeded), end.ToString());
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("hi\n"));
            Assert.That(TestMinion.Errors(plan, end).Text.ToString(), Is.EqualTo("err\n"));
            Assert.That((end.StdoutBytes, end.StderrBytes), Is.EqualTo((3L, 4L)));
            Assert.That(end.Reason, Is.Empty);
            Assert.That(end.LeftRunning, Is.Zero);
        });
    }

    [Test]
    public async Task Merged_streams_keep_the_order_they_were_written_in()
    {
        var plan = _minion.Accept("echo a; echo b >&2; echo c") with { MergeOutput = true };
        var end = await _minion.RunAsync(plan);
        Assert.Multiple(() =>
        {
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("a\nb\nc\n"));
            Assert.That(TestMinion.Errors(plan, end).Total, Is.Zero);
        });
    }

    [TestCase("exit 3", 3, 0)]
    [TestCase("exit 126", 126, 0)]
    [TestCase("nosuchprogram", 127, 0)]
    [TestCase("kill -9 $$", 137, 9)]
    [TestCase("kill -15 $$", 143, 15)]
    public async Task A_program_that_fails_by_itself_has_failed_without_a_reason(string command, int code, int signal)
    {
        var end = await _minion.RunAsync(_minion.Accept(command));
        Assert.That((end.State, end.ExitCode, end.Signal, end.Reason), Is.EqualTo((JobState.Failed, code, signal, "")));
    }

    [Test]
    public async Task The_start_record_names_the_root_process()
    {
        var plan = _minion.Accept("echo $$; read line </dev/null");
        var start = await _minion.StartAsync(plan);
        var end = await _minion.EndOfAsync(plan.Jid);
        var status = StatusFile.Read(new JobFolder(plan.Folder).Status);
        Assert.Multiple(() =>
        {
            Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo($"{start.Pid}\n"));
            Assert.That(start.StartTime, Is.Positive);
            Assert.That(status.Start, Is.EqualTo(start));
            Assert.That(status.End, Is.EqualTo(end));
        });
    }

    [Test]
    public async Task The_environment_is_exactly_the_plans()
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["EMPTY"] = "",
            ["LINES_"] = "one\ntwo",
            ["GREETING"] = "grüß dich",
            ["PWD"] = "/somewhere/else",
            ["_"] = "underscore",
            ["SHLVL"] = "7",
            ["IFS"] = ",",
            ["with.dot"] = "a=b",
            ["BASH_FUNC_x%%"] = "() { :; }",
            ["-dash"] = "-u",
        };
        var plan = _minion.AcceptProgram("/bin/cat", "/proc/self/environ") with { Environment = environment };
        Assert.That(await VariablesAsync(plan), Is.EquivalentTo(environment.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Test]
    public async Task An_empty_environment_stays_empty()
    {
        var plan = _minion.AcceptProgram("/bin/cat", "/proc/self/environ") with { Environment = new Dictionary<string, string>() };
        Assert.That(await VariablesAsync(plan), Is.Empty);
    }

    [Test]
    public async Task Nothing_of_the_supervisor_reaches_the_program()
    {
        var fds = _minion.AcceptProgram("/bin/ls", "/proc/self/fd");
        var signals = _minion.AcceptProgram("/bin/grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status");
        var session = _minion.Accept("ps -o sid= -o pid= -p $$ | tr -s ' ' | sed 's/^ //'");
        var fdsEnd = await _minion.RunAsync(fds);
        var signalsEnd = await _minion.RunAsync(signals);
        var sessionEnd = await _minion.RunAsync(session);
        Assert.Multiple(() =>
        {
            // 3 is the folder that ls itself reads.
            Assert.That(TestMinion.Output(fds, fdsEnd).Text.ToString(), Is.EqualTo("0\n1\n2\n3\n"));
            Assert.That(
                TestMinion.Output(signals, signalsEnd).Text.ToString(),
                Is.EqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"));
            var ids = TestMinion.Output(session, sessionEnd).Text.ToString().Trim().Split(' ');
            Assert.That(ids[0], Is.EqualTo(ids[1]), "the root leads its session");
        });
    }

    [Test]
    public async Task The_program_runs_in_the_plans_directory_with_its_umask_and_input()
    {
        var plan = _minion.Accept("pwd; umask; cat") with { Umask = Convert.ToInt32("027", 8), HasStdin = true };
        await File.WriteAllTextAsync(new JobFolder(plan.Folder).Stdin, "typed\n");
        var end = await _minion.RunAsync(plan);
        Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo($"{plan.Directory}\n0027\ntyped\n"));
    }

    [Test]
    public async Task Without_an_umask_the_daemons_own_holds()
    {
        var plan = _minion.Accept("umask; cat");
        var end = await _minion.RunAsync(plan);
        var status = await File.ReadAllLinesAsync("/proc/self/status");
        var own = status.Single(line => line.StartsWith("Umask:", StringComparison.Ordinal)).Split('\t')[1];
        Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo(own + "\n"));
    }

    [Test]
    public async Task The_program_runs_as_the_plans_user_with_that_users_groups()
    {
        if (Environment.UserName != "root") Assert.Ignore("only root becomes somebody else");
        var plan = _minion.Accept("id -u; id -g; id -G") with { RunAs = new RunAs("nobody", 65534, 65533, [65533, 12345]) };
        var end = await _minion.RunAsync(plan);
        Assert.That(TestMinion.Output(plan, end).Text.ToString(), Is.EqualTo("65534\n65533\n65533 12345\n"), TestMinion.Errors(plan, end).Text.ToString());
    }

    [Test]
    public async Task A_job_is_started_once_however_often_it_is_asked_for()
    {
        var plan = _minion.Accept("echo x >>ran");
        await _minion.RunAsync(plan);
        await _minion.Client.StartAsync(plan, Wait.Token);
        await _minion.Client.AcknowledgeAsync(plan.Jid, Wait.Token);
        await _minion.Client.StartAsync(plan, Wait.Token);
        await _minion.RunAsync(_minion.Accept("true"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(plan.Directory, "ran")), Is.EqualTo("x\n"));
    }

    [Test]
    public async Task Fifty_jobs_run_at_the_same_time()
    {
        var fifo = Path.Combine(_minion.Root, "gate");
        var plans = Enumerable.Range(0, 50).Select(i => _minion.Accept($"until [ -e {fifo} ]; do sleep 0.05; done; echo {i}")).ToList();
        foreach (var plan in plans) await _minion.Client.StartAsync(plan, Wait.Token);
        var running = await _minion.Client.ListAsync(Wait.Token);
        Assert.That(running.Select(report => report.Jid), Is.SupersetOf(plans.Select(plan => plan.Jid)));

        await File.WriteAllTextAsync(fifo, "");
        var ends = new Dictionary<Jid, EndRecord>();
        while (ends.Count < plans.Count)
            if (await _minion.Client.Reports.ReadAsync(Wait.Token) is { End: { } end } report) ends[report.Jid] = end;
        Assert.Multiple(() =>
        {
            for (var i = 0; i < plans.Count; i++)
                Assert.That(TestMinion.Output(plans[i], ends[plans[i].Jid]).Text.ToString(), Is.EqualTo($"{i}\n"));
        });
    }

    // In the fallback every process carries its job's mark; nothing else may differ.
    private async Task<IEnumerable<string>> VariablesAsync(LaunchPlan plan)
    {
        var end = await _minion.RunAsync(plan);
        var variables = TestMinion.Output(plan, end).Text.ToString().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return noCgroup ? variables.Except([$"SALT_JID={plan.Jid}"]) : variables;
    }
}

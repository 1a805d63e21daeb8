using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Tests.Unit.Modules;

internal sealed class SaltutilModuleTests
{
    private const string First = "20261121014338620466";
    private const string Second = "20261121014338620467";

    private static FakeMinion Busy()
    {
        var minion = new FakeMinion();
        minion.Jobs.Add(Job(First, "cmd.run", 439));
        minion.Jobs.Add(Job(Second, "test.sleep", 440));
        return minion;
    }

    [Test]
    public async Task Running_is_Salts_list() => Assert.That(
        await Calls.ReturnAsync("saltutil.running", minion: Busy()),
        Is.EqualTo($$"""[{"pid":439,"fun":"cmd.run","jid":"{{First}}"},{"pid":440,"fun":"test.sleep","jid":"{{Second}}"}]"""));

    [TestCase("cmd.*", 1)]
    [TestCase("*", 2)]
    [TestCase("state.*", 0)]
    public async Task Is_running_takes_a_glob(string fun, int count) => Assert.That(
        (await Calls.RunAsync("saltutil.is_running", $"[\"{fun}\"]", minion: Busy())).Return!.AsArray(), Has.Count.EqualTo(count));

    [TestCase(First, 439)]
    [TestCase("20200101000000000000", null)]
    public async Task Find_job_is_the_job_or_an_empty_map(string jid, int? pid) => Assert.That(
        (int?)(await Calls.RunAsync("saltutil.find_job", $"[{jid}]", minion: Busy())).Return!["pid"], Is.EqualTo(pid));

    [TestCase("saltutil.kill_job", "", 9)]
    [TestCase("saltutil.term_job", "", 15)]
    [TestCase("saltutil.signal_job", ",2", 2)]
    public async Task A_signal_is_sent_by_the_user_who_asked(string fun, string more, int signal)
    {
        var minion = Busy();
        var answer = await Calls.ReturnAsync(fun, $"[\"{First}\"{more}]", minion: minion);
        Assert.That(answer, Is.EqualTo($"\"Signal {signal} sent to job {First} at pid 439\""));
        Assert.That(minion.Signals, Is.EqualTo(new[] { $"{signal} to {First} by root" }));
    }

    [TestCase("saltutil.kill_job", """["20200101000000000000"]""")]
    [TestCase("saltutil.kill_job", """["no jid"]""")]
    [TestCase("saltutil.signal_job", """["20200101000000000000",99]""")]
    public async Task An_unknown_job_answers_with_nothing(string fun, string arg) =>
        Assert.That(await Calls.ReturnAsync(fun, arg, minion: Busy()), Is.EqualTo("\"\""));

    [TestCase(0)]
    [TestCase(65)]
    public void What_is_no_signal_is_refused(int signal) => Assert.That(
        async () => await Calls.RunAsync("saltutil.signal_job", $"[\"{First}\",{signal}]", minion: Busy()),
        Throws.InstanceOf<RefusedException>().With.Message.EqualTo($"ERROR: {signal} is not a signal (1 to 64)"));

    [Test]
    public async Task All_jobs_but_the_asking_one_are_signalled()
    {
        var minion = Busy();
        minion.Jobs.Add(Job(Calls.Jid.ToString(), "saltutil.kill_all_jobs", 441));
        Assert.That(
            await Calls.ReturnAsync("saltutil.kill_all_jobs", minion: minion),
            Is.EqualTo($"[\"Signal 9 sent to job {First} at pid 439\",\"Signal 9 sent to job {Second} at pid 440\"]"));
    }

    [Test]
    public async Task Grains_are_refreshed_on_demand()
    {
        var minion = new FakeMinion();
        Assert.That(await Calls.ReturnAsync("saltutil.refresh_grains", minion: minion), Is.EqualTo("true"));
        Assert.That(minion.Refreshes, Is.EqualTo(1));
    }

    private static JsonObject Job(string jid, string fun, int pid) => new() { ["pid"] = pid, ["fun"] = fun, ["jid"] = jid };
}

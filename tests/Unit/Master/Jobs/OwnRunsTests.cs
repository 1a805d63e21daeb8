using System.Text;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Jobs;

/// <summary>What minions say of the runs of their own schedules.</summary>
internal sealed class OwnRunsTests
{
    private static readonly MinionId Web1 = MinionId.Parse("web1");
    private static readonly MinionId Web2 = MinionId.Parse("web2");

    private OwnRuns _runs = null!;

    [SetUp]
    public void Make() => _runs = new OwnRuns(TimeProvider.System);

    [Test]
    public void A_run_is_there_while_it_runs()
    {
        _runs.Began(Web1, Run("web1", 1));
        var during = _runs.List();
        _runs.Over(Web1, JidOf(1));

        Assert.That(during.Single().TargetAt(0), Is.EqualTo(new JobTarget { Minion = Web1, State = JobState.Running, Pid = 7, StartedUs = 8 }));
        Assert.That(during.Single().Open, Is.EqualTo(1));
        Assert.That(_runs.List(), Is.Empty);
    }

    [Test]
    public void A_new_stream_tells_all_that_runs()
    {
        _runs.Began(Web1, Run("web1", 1));
        _runs.Began(Web2, Run("web2", 1));

        _runs.Connected(Web1, [Run("web1", 3)]);

        Assert.That(_runs.List().Select(run => (run.Spec.Key.Issuer, run.Spec.Key.Jid)), Is.EqualTo(new[] { ("web1", JidOf(3)), ("web2", JidOf(1)) }));
    }

    [Test]
    public void Silence_ends_no_run_and_a_minion_that_is_given_up_has_none()
    {
        _runs.Began(Web1, Run("web1", 1));
        _runs.Disconnected(Web1);
        var away = _runs.List().Single().Away;
        _runs.GivenUp(Web1);

        Assert.That(away, Is.EqualTo(1));
        Assert.That(_runs.List(), Is.Empty);
    }

    [Test]
    public void A_minion_has_no_runs_of_another_and_no_more_than_a_hundred()
    {
        _runs.Began(Web1, Run("web2", 1));
        for (var number = 0; number < 300; number++) _runs.Began(Web2, Run("web2", number));

        Assert.That(_runs.List().Select(run => run.Spec.Key.Issuer), Has.All.EqualTo("web2"));
        Assert.That(_runs.List(), Has.Count.EqualTo(100));
    }

    [Test]
    public void Arguments_that_are_too_long_and_times_to_come_are_not_shown()
    {
        _runs.Began(Web1, Run("web1", 1, $"""["{new string('x', 20_000)}"]""", long.MaxValue));

        Assert.That(Encoding.UTF8.GetString(_runs.List().Single().Spec.Arg.Span), Is.EqualTo("[]"));
        Assert.That(_runs.List().Single().TargetAt(0).StartedUs, Is.Zero);
    }

    private static Jid JidOf(int number) => Jid.At(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(number));

    private static OwnRun Run(string issuer, int number, string arg = "[1]", long startedUs = 8)
    {
        var spec = new JobSpec
        {
            Key = new JobKey(issuer, JidOf(number)),
            Fun = "test.ping",
            Arg = Encoding.UTF8.GetBytes(arg),
            Tgt = issuer,
            TgtType = "glob",
            User = "schedule",
            Targets = [MinionId.Parse(issuer)],
        };
        return new OwnRun(spec, 7, startedUs);
    }
}

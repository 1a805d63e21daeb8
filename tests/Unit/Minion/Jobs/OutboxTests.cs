using Salt.Minion.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Minion.Jobs;

public sealed class OutboxTests
{
    private readonly Jid _first = Jid.Parse("20261121010000000001");
    private readonly Jid _second = Jid.Parse("20261121010000000002");
    private Outbox _outbox = null!;

    [SetUp]
    public void SetUp() => _outbox = new Outbox(new WakeSignal());

    [Test]
    public void Newer_progress_replaces_older_and_keeps_its_turn()
    {
        _outbox.Put(Progress(_first, JobState.Accepted));
        _outbox.Put(Progress(_second, JobState.Accepted));
        _outbox.Put(Progress(_first, JobState.Running));

        Assert.That(Taken(), Is.EqualTo(new[] { (_first, JobState.Running), (_second, JobState.Accepted) }));
    }

    [Test]
    public void A_return_replaces_progress_and_is_not_followed_by_any()
    {
        _outbox.Put(Progress(_first, JobState.Running));
        _outbox.Put(Return(_first));
        _outbox.Put(Progress(_first, JobState.Running));

        Assert.That(Taken(), Is.Empty);
        Assert.That(_outbox.TryTake(out WaitingReturn? taken) ? taken.Jid : default, Is.EqualTo(_first));
    }

    [Test]
    public void A_return_put_in_twice_is_taken_once()
    {
        _outbox.Put(Return(_first));
        _outbox.Put(Return(_first));

        Assert.That(_outbox.TryTake(out WaitingReturn? _), Is.True);
        Assert.That(_outbox.TryTake(out WaitingReturn? _), Is.False);
    }

    [Test]
    public void A_return_that_was_taken_may_be_put_in_again()
    {
        _outbox.Put(Return(_first));
        _outbox.TryTake(out WaitingReturn? _);
        _outbox.Put(Return(_first));

        Assert.That(_outbox.TryTake(out WaitingReturn? _), Is.True);
    }

    [Test]
    public void That_an_own_run_is_over_is_said_of_one_that_was_told_of_only()
    {
        _outbox.Put(Progress(_first, JobState.Running));
        _outbox.PutOver(Progress(_first, JobState.Running) with { IsOver = true });
        _outbox.Put(Progress(_second, JobState.Running));
        _outbox.TryTake(out JobProgress? told);
        _outbox.PutOver(Progress(_second, JobState.Running) with { IsOver = true });

        Assert.That(told!.Jid, Is.EqualTo(_second));
        Assert.That(_outbox.TryTake(out JobProgress? over) && over is { IsOver: true } && over.Jid == _second, Is.True);
        Assert.That(_outbox.TryTake(out JobProgress? _), Is.False);
    }

    [Test]
    public void After_clearing_nothing_is_left()
    {
        _outbox.Put(Progress(_first, JobState.Running));
        _outbox.Put(Return(_second));

        _outbox.Clear();

        Assert.That(Taken(), Is.Empty);
        Assert.That(_outbox.TryTake(out WaitingReturn? _), Is.False);
    }

    private List<(Jid Jid, JobState State)> Taken()
    {
        var taken = new List<(Jid, JobState)>();
        while (_outbox.TryTake(out JobProgress? progress)) taken.Add((progress.Jid, progress.State));
        return taken;
    }

    private static JobProgress Progress(Jid jid, JobState state) => new("master", jid, state, 0, 0, null);

    private static WaitingReturn Return(Jid jid) => new(jid, () => throw new InvalidOperationException("not to be loaded"));
}

using Salt.Minion.States.Running;

namespace Salt.Tests.Unit.States;

/// <summary>When news is told.</summary>
internal sealed class PacedTellingTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Test]
    public async Task What_comes_within_a_pause_is_told_at_its_end_though_nothing_follows()
    {
        var clock = new SteppedClock();
        var told = 0;
        await using var telling = new PacedTelling(clock, Pause, () => told++);

        telling.Note();
        Assert.That(told, Is.EqualTo(1), "the first at once");
        telling.Note();
        telling.Note();
        Assert.That(told, Is.EqualTo(1), "within the pause");
        clock.Step(Pause);
        Assert.That(told, Is.EqualTo(2), "at its end");
        clock.Step(Pause);
        Assert.That(told, Is.EqualTo(2), "there is no news");
        telling.Note();
        Assert.That(told, Is.EqualTo(3), "at once, as the pause is over");
    }

    [Test]
    public async Task A_disk_that_takes_nothing_does_not_end_the_run()
    {
        await using var telling = new PacedTelling(new SteppedClock(), Pause, () => throw new IOException("No space left on device"));

        Assert.That(telling.Note, Throws.Nothing);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Step(TimeSpan by)
        {
            _now += by.Ticks;
            foreach (var timer in _timers) timer.FireIfDue();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state));
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }

        private sealed class Timer(SteppedClock clock, Action fire) : ITimer
        {
            private long? _due;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime.Ticks;
                return true;
            }

            public void FireIfDue()
            {
                if (_due is not { } due || due > clock._now) return;
                _due = null;
                fire();
            }

            public void Dispose() => _due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}

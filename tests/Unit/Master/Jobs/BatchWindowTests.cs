using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Jobs;

public class BatchWindowTests
{
    // number, percent, targets → how many
    [TestCase(0u, 0u, 10, 0u)]
    [TestCase(3u, 0u, 10, 3u)]
    [TestCase(30u, 0u, 10, 30u)]
    [TestCase(0u, 50u, 3, 2u, Description = "rounded up")]
    [TestCase(0u, 1u, 3, 1u, Description = "at least one")]
    [TestCase(0u, 100u, 3, 3u)]
    [TestCase(0u, 33u, 100_000_000, 33_000_000u)]
    [TestCase(2u, 50u, 10, 2u, Description = "a number comes first")]
    public void A_share_is_a_number_of_targets(uint number, uint percent, int targets, uint count) =>
        Assert.That(BatchWindow.Count(number, percent, targets), Is.EqualTo(count));

    // size, under way, resting → room
    [TestCase(3u, 0, 0, 3)]
    [TestCase(3u, 2, 0, 1)]
    [TestCase(3u, 2, 1, 0)]
    [TestCase(3u, 3, 0, 0)]
    [TestCase(3u, 4, 0, 0, Description = "one came back that had given up its place")]
    [TestCase(0u, 10_000, 0, int.MaxValue)]
    public void The_room_is_what_nobody_holds(uint size, int underWay, int resting, int room) =>
        Assert.That(BatchWindow.Room(new JobBatch(size, default, 0), underWay, resting), Is.EqualTo(room));

    [Test]
    public void Without_a_batch_there_is_room_and_no_limit()
    {
        Assert.That(BatchWindow.Room(null, 10_000, 0), Is.EqualTo(int.MaxValue));
        Assert.That(BatchWindow.IsClosed(null, 10_000), Is.False);
    }

    [TestCase(0u, 9, false)]
    [TestCase(2u, 1, false)]
    [TestCase(2u, 2, true)]
    [TestCase(2u, 3, true)]
    public void A_limit_of_failures_closes_the_window(uint limit, int failed, bool isClosed) =>
        Assert.That(BatchWindow.IsClosed(new JobBatch(1, default, limit), failed), Is.EqualTo(isClosed));

    // state, away since, waited for until → holds a place
    [TestCase(JobState.Queued, 0, 0, false)]
    [TestCase(JobState.Queued, 0, 9, false)]
    [TestCase(JobState.Offered, 0, 9, true)]
    [TestCase(JobState.Accepted, 0, 0, true)]
    [TestCase(JobState.Running, 0, 0, true)]
    [TestCase(JobState.Running, 5, 9, true, Description = "it may well be back in a moment")]
    [TestCase(JobState.Running, 5, 0, false, Description = "a dead host holds nothing")]
    [TestCase(JobState.Succeeded, 0, 0, false)]
    [TestCase(JobState.Undelivered, 0, 0, false)]
    public void A_place_is_held_by_what_is_under_way(JobState state, long awaySince, long until, bool holds) =>
        Assert.That(BatchWindow.HoldsPlace(In(state) with { AwaySinceUs = awaySince, Until = until }), Is.EqualTo(holds));

    [TestCase(JobState.Failed, 1, true)]
    [TestCase(JobState.TimedOut, 1, true)]
    [TestCase(JobState.Killed, 1, true)]
    [TestCase(JobState.Lost, 1, true)]
    [TestCase(JobState.Refused, 1, true)]
    [TestCase(JobState.Succeeded, 1, false)]
    [TestCase(JobState.Undelivered, 1, false, Description = "nobody was reached")]
    [TestCase(JobState.Killed, 0, false, Description = "called off before it was offered")]
    [TestCase(JobState.Running, 1, false)]
    public void A_failure_is_an_end_that_was_no_success(JobState state, long offered, bool isFailure) =>
        Assert.That(BatchWindow.IsFailure(In(state) with { OfferedUs = offered }), Is.EqualTo(isFailure));

    [TestCase(JobState.Running, JobState.Succeeded, true)]
    [TestCase(JobState.Offered, JobState.Refused, true)]
    [TestCase(JobState.Offered, JobState.Undelivered, false)]
    [TestCase(JobState.Queued, JobState.Undelivered, false)]
    [TestCase(JobState.Accepted, JobState.Running, false)]
    public void A_place_rests_behind_what_ended_in_it(JobState before, JobState now, bool rests) =>
        Assert.That(BatchWindow.Rests(In(before), In(now)), Is.EqualTo(rests));

    private static JobTarget In(JobState state) => new() { Minion = MinionId.Parse("web1"), State = state };
}

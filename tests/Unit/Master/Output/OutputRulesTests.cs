using Salt.Master.Jobs;
using Salt.Master.Output;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Output;

public sealed class OutputRulesTests
{
    [TestCase(JobState.Queued, Presence.Connected, true, ExpectedResult = "Wait")]
    [TestCase(JobState.Offered, Presence.Connected, true, ExpectedResult = "Wait")]
    [TestCase(JobState.Accepted, Presence.Connected, true, ExpectedResult = "Read")]
    [TestCase(JobState.Running, Presence.Away, true, ExpectedResult = "Read")]
    [TestCase(JobState.Succeeded, Presence.Away, true, ExpectedResult = "Read")]
    [TestCase(JobState.Killed, Presence.Connected, true, ExpectedResult = "Read")]
    [TestCase(JobState.Succeeded, Presence.Away, false, ExpectedResult = "Nothing")]
    [TestCase(JobState.Queued, Presence.Away, false, ExpectedResult = "Nothing")]
    [TestCase(JobState.Undelivered, Presence.Connected, true, ExpectedResult = "Nothing")]
    [TestCase(JobState.Refused, Presence.Connected, true, ExpectedResult = "Nothing")]
    [TestCase(JobState.Lost, Presence.Connected, true, ExpectedResult = "Read")]
    [TestCase(JobState.Lost, Presence.Reconnecting, true, ExpectedResult = "Read")]
    [TestCase(JobState.Lost, Presence.Away, true, ExpectedResult = "Nothing")]
    public string A_minion_is_asked_where_it_may_have_output(JobState state, Presence presence, bool isAccepted) =>
        OutputRules.Next(state, presence, isAccepted).ToString();

    [TestCase(JobState.Running, false)]
    [TestCase(JobState.Succeeded, true)]
    [TestCase(JobState.TimedOut, true)]
    [TestCase(JobState.Lost, false)]
    public void Output_is_complete_once_the_minion_has_returned(JobState state, bool complete) =>
        Assert.That(OutputRules.IsComplete(state), Is.EqualTo(complete));

    [TestCase(1, 256 << 10)]
    [TestCase(32, 256 << 10)]
    [TestCase(128, 64 << 10)]
    [TestCase(10_000, 4 << 10)]
    public void The_more_minions_are_followed_the_less_is_under_way_from_each(int minions, int window) =>
        Assert.That(OutputRules.WindowFor(minions), Is.EqualTo(window));
}

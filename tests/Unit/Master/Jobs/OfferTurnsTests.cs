using Salt.Master.Jobs;

namespace Salt.Tests.Unit.Master.Jobs;

public class OfferTurnsTests
{
    [Test]
    public async Task Jobs_take_turns_unit_by_unit()
    {
        using var turns = new OfferTurns();
        List<string> handedOut = [];
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.Add(Job("first", units: 4));
        turns.Add(Job("second", units: 2));

        await turns.StartAsync(CancellationToken.None);
        await over.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await turns.StopAsync(CancellationToken.None);

        Assert.That(handedOut, Is.EqualTo(new[] { "first", "second", "first", "second", "first", "first" }));

        Func<bool> Job(string name, int units) => () =>
        {
            handedOut.Add(name);
            if (handedOut.Count == 6) over.SetResult();
            return --units > 0;
        };
    }
}

using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Tests.Unit.Cli;

public class PollTests
{
    private const string Jid = "20261121010203000004";

    [Test]
    public async Task A_few_minions_have_a_line_each_and_those_that_ended_have_none()
    {
        var said = await WatchAsync(["web1:running", "web2:accepted", "web3:succeeded"]);

        Assert.That(said, Has.Some.Match($"^ASYNC POLL on web1: jid={Jid} started=1 finished=0 running, \\d+ s of 60 left$"));
        Assert.That(said, Has.Some.EqualTo($"ASYNC POLL on web2: jid={Jid} started=1 finished=0 accepted"));
        Assert.That(said, Has.None.StartWith("ASYNC POLL on web3"));
        Assert.That(said[0], Is.EqualTo($"ASYNC OK on web3: jid={Jid} rc=0"));
    }

    [Test]
    public async Task Many_minions_share_a_line_that_counts_them()
    {
        var said = await WatchAsync([.. Enumerable.Range(100, 300).Select(number => $"web{number}:{(number < 350 ? "succeeded" : "running")}")]);

        Assert.That(said, Is.Not.Empty.And.All.StartWith(
            $"ASYNC POLL: jid={Jid} 50 running, 250 succeeded; not finished: web350, web351, ").And.All.EndWith(", web369 and 30 more"));
    }

    /// <returns>What was said until progress had been told, line by line.</returns>
    private static async Task<string[]> WatchAsync(string[] targets)
    {
        using var error = new TellingWriter("ASYNC POLL");
        using var output = new StringWriter();
        var terminal = new Terminal(output, error, () => TextReader.Null, isInteractive: false, Stream.Null, Stream.Null);
        var report = new RunReport(Outputters.FindOrNested("quiet", output, coloured: false, _ => { }), terminal, new RunDisplay());
        var poll = new Poll(report, terminal, TimeProvider.System);
        await foreach (var e in poll.WatchAsync(EventsAsync(targets, error.Told), TimeSpan.FromMilliseconds(100))) report.Apply(e);
        return error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async IAsyncEnumerable<JobEvent> EventsAsync(string[] targets, Task told)
    {
        var states = targets.Select(target => target.Split(':')).ToList();
        yield return new JobEvent { Submitted = new JobView { Jid = Jid, LimitSeconds = 60, Targets = { states.Select(state => state[0]) } } };
        foreach (var state in states) yield return new JobEvent { Target = new TargetView { Minion = state[0], State = state[1] } };
        await told;
        yield return new JobEvent { Finished = new Finished() };
    }

    private sealed class TellingWriter(string text) : StringWriter
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Told => _told.Task;

        public override void WriteLine(string? value)
        {
            base.Write(value + "\n");
            if (value!.StartsWith(text, StringComparison.Ordinal)) _told.TrySetResult();
        }
    }
}

using System.Runtime.CompilerServices;
using Salt.Cli.Frame;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>A line on the terminal that says how many targets have returned and who is waited for, while a <c>run</c> waits and nobody
/// asked for another report. It comes after a moment, is drawn anew, and is gone before anything else is printed.</summary>
internal sealed class RunProgress(RunReport report, Terminal terminal, TimeProvider clock)
{
    /// <summary>What returns before that is not waited for.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Where there is somebody to see it: stderr is a terminal that can draw a line anew.</summary>
    public static bool IsWanted(Terminal terminal) => terminal is { HasErrorTerminal: true, IsPlain: false };

    public async IAsyncEnumerable<JobEvent> WatchAsync(
        IAsyncEnumerable<JobEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var e in TickingEvents.OfAsync(events, Pace, Draw, clock, cancellationToken))
            {
                terminal.Erase();
                yield return e;
            }
        }
        finally
        {
            terminal.Erase();
        }
    }

    /// <summary><c>12/40 returned, waiting for web13, web14</c></summary>
    internal static string Line(IReadOnlyCollection<TargetView> targets)
    {
        var open = targets.Where(target => !JobStates.Parse(target.State).IsEnd()).Select(target => target.Minion).ToList();
        return $"{targets.Count - open.Count}/{targets.Count} returned, waiting for {Names.Some(open)}";
    }

    private void Draw()
    {
        if (report.HasTargets) terminal.Draw(Line(report.Targets));
    }
}

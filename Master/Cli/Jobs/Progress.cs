using Salt.Cli.Frame;
using Salt.Shared.Jobs;

namespace Salt.Cli.Jobs;

/// <summary>Shows on stderr how far a job is: a bar that is drawn over and over, or, where stderr is no terminal, a line
/// now and then.</summary>
internal sealed class Progress(Terminal terminal, TimeProvider clock)
{
    private const int Width = 30;
    private static readonly TimeSpan BarPace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LinePace = TimeSpan.FromSeconds(5);

    private long? _shown;
    private string _last = "";

    public void Show(IReadOnlyCollection<JobState> states)
    {
        if (_shown is { } shown && clock.GetElapsedTime(shown) < (terminal.ShowsProgress ? BarPace : LinePace)) return;
        _shown = clock.GetTimestamp();
        Draw(states);
    }

    /// <summary>Nothing more comes: the bar is wiped away, the last line is the present state.</summary>
    public void End(IReadOnlyCollection<JobState> states)
    {
        if (terminal.ShowsProgress) terminal.Error.Write("\r\e[K");
        else Draw(states);
    }

    /// <summary><c>[#####.....] 1 of 2 ended: 1 running, 1 succeeded</c></summary>
    public static string Bar(IReadOnlyCollection<JobState> states)
    {
        var filled = states.Count == 0 ? Width : Width * states.Count(JobStates.IsEnd) / states.Count;
        return $"[{new string('#', filled)}{new string('.', Width - filled)}] {Line(states)}";
    }

    /// <summary>The same without the bar.</summary>
    public static string Line(IReadOnlyCollection<JobState> states)
    {
        var counts = states.GroupBy(state => state).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToName().Replace('_', ' ')}");
        return $"{states.Count(JobStates.IsEnd)} of {states.Count} ended: {string.Join(", ", counts)}";
    }

    private void Draw(IReadOnlyCollection<JobState> states)
    {
        var text = terminal.ShowsProgress ? Bar(states) : Line(states);
        if (text == _last) return;
        _last = text;
        if (terminal.ShowsProgress) terminal.Error.Write($"\r{text}\e[K");
        else terminal.Say(text);
    }
}

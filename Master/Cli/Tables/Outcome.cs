using System.Globalization;
using Salt.Shared.Jobs;

namespace Salt.Cli.Tables;

/// <summary>What became of a job's targets: so many went well, did not, or are on their way.</summary>
/// <param name="Running">Queued, accepted or running.</param>
internal sealed record Outcome(int Ok, int Failed, int Running)
{
    public static Outcome Of(IEnumerable<(JobState State, int Count)> states)
    {
        var (ok, failed, running) = (0, 0, 0);
        foreach (var (state, count) in states)
        {
            if (state == JobState.Succeeded) ok += count;
            else if (state.IsEnd()) failed += count;
            else running += count;
        }

        return new Outcome(ok, failed, running);
    }

    /// <summary>The worst of it as a colour.</summary>
    public string Colour => Failed > 0 ? "red" : Running > 0 ? "yellow" : "green";

    /// <summary><c>2 ok, 1 failed</c>: what there is none of is not said.</summary>
    public override string ToString()
    {
        var parts = new[] { (Ok, "ok"), (Failed, "failed"), (Running, "running") }.Where(part => part.Item1 > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}"));
        return string.Join(", ", parts.DefaultIfEmpty("no targets"));
    }
}

using System.Globalization;
using System.Text.Json;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><see cref="JobStatistics"/> for people and for programs.</summary>
internal static class StatisticsLayout
{
    private const int Column = 15;

    public static void Write(TextWriter writer, JobView job, JobStatistics statistics)
    {
        var started = Jid.TryParse(job.Jid, out var jid) ? jid.Time : default;
        Line(writer, "job", $"{job.Jid}: {job.Fun} on '{job.Tgt}' by {job.User}");
        Line(writer, "submitted", $"{started:yyyy-MM-dd HH:mm:ss}Z{Over(job, started)}");
        Line(writer, "minions", $"{statistics.Targets}, ended on {statistics.Ended}");
        foreach (var (state, count) in statistics.States) Line(writer, state.ToName().Replace('_', ' '), $"{count}");
        if (statistics.SuccessRate is { } rate)
            Line(writer, "success rate", $"{Percent(rate)}{(statistics.Ended < statistics.Targets ? " of those that ended" : "")}");
        if (statistics.Seconds is { Count: > 0 } seconds)
            Line(writer, "time", $"{Seconds(seconds[0])} fastest, {Seconds(Median(seconds))} median, {Seconds(seconds[^1])} slowest");
        var label = "slowest";
        foreach (var time in statistics.Slowest)
        {
            Line(writer, label, $"{Seconds(time.Seconds),10}  {time.Minion}{(time.State.IsEnd() ? "" : ", still running")}");
            label = "";
        }
    }

    public static void Write(Utf8JsonWriter json, JobView job, JobStatistics statistics)
    {
        json.WriteStartObject();
        json.WriteString("jid", job.Jid);
        json.WriteString("fun", job.Fun);
        json.WriteString("tgt", job.Tgt);
        json.WriteString("user", job.User);
        json.WriteString("end", job.EndedUs > 0 ? Instants.Iso(job.EndedUs) : null);
        json.WriteNumber("minions", statistics.Targets);
        json.WriteNumber("ended", statistics.Ended);
        json.WriteStartObject("states");
        foreach (var (state, count) in statistics.States) json.WriteNumber(state.ToName(), count);
        json.WriteEndObject();
        if (statistics.SuccessRate is { } rate) json.WriteNumber("success_rate", Math.Round(rate, 4));
        else json.WriteNull("success_rate");
        json.WriteStartObject("seconds");
        if (statistics.Seconds is { Count: > 0 } seconds)
        {
            json.WriteNumber("fastest", seconds[0]);
            json.WriteNumber("median", Median(seconds));
            json.WriteNumber("slowest", seconds[^1]);
        }

        json.WriteEndObject();
        json.WriteStartArray("slowest");
        foreach (var time in statistics.Slowest)
        {
            json.WriteStartObject();
            json.WriteString("minion", time.Minion);
            json.WriteNumber("seconds", time.Seconds);
            json.WriteString("state", time.State.ToName());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Over(JobView job, DateTimeOffset started) => job.EndedUs > 0
        ? $", over {Seconds((Instants.FromUnixMicroseconds(job.EndedUs) - started).TotalSeconds)} later"
        : ", not over";

    private static double Median(IReadOnlyList<double> ascending) => ascending[ascending.Count / 2];

    // Never rounded to a hundred: one host of ten thousand is what one looks for.
    private static string Percent(double rate) => $"{Math.Floor(rate * 10000) / 100:0.##} %";

    private static string Seconds(double seconds) => $"{seconds.ToString("0.000", CultureInfo.InvariantCulture)} s";

    private static void Line(TextWriter writer, string label, string text) => writer.WriteLine($"{label.PadRight(Column)}{text}".TrimEnd());
}

using Salt.Shared.Cron;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Modules.Schedules;

/// <summary>Times as <c>schedule.*</c> takes and shows them: of the machine's zone, without naming it.</summary>
internal static class ScheduleTimes
{
    public const string DefaultFormat = TimeFormat.Iso;

    /// <summary>Salt's words.</summary>
    public const string Unreadable = "Date string could not be parsed.";

    public static FunctionArgument Format { get; } =
        new("time_fmt", ArgumentKind.Text, Default: DefaultFormat, Doc: "The pattern of the times given, as of strptime.");

    public static FunctionArgument Argument(string name) => new(name, ArgumentKind.Text, Required: true, Doc: "A time.");

    public static string Text(DateTimeOffset time, string format) =>
        TimeFormat.Text(TimeZoneInfo.ConvertTime(time, TimeZoneInfo.Local), format);

    /// <returns>Null: it does not fit the pattern.</returns>
    public static DateTimeOffset? Read(FunctionCall call, string name) =>
        TimeFormat.TryParse(call.Arguments.Text(name)!, call.Arguments.Text("time_fmt")!, out var wall)
            ? WallClock.ToInstant(wall, TimeZoneInfo.Local, DstRule.Default)
            : null;
}

using System.Text;
using System.Text.Json;
using Salt.Shared.Cron;
using Salt.Shared.Scheduling;
using Salt.Shared.Validation;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>When something is due: cron lines, what follows <c>when</c>, and whole entries of a schedule.</summary>
internal static class TimeDoors
{
    private static readonly TimeZoneInfo[] Zones = [.. ((string[])["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"]).Select(TimeZoneInfo.FindSystemTimeZoneById)];

    /// <summary>The first and last year that a machine's clock is believed in, leap days, days of changes.</summary>
    private static readonly DateTimeOffset[] Nows = [.. ((string[])["1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2026-03-29T00:59:59Z", "2026-10-25T00:30:00Z", "2011-12-29T23:00:00Z", "8999-12-31T23:59:59Z"]).Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];

    private static readonly Grammar CronLanguage = new(new Dictionary<string, string[]>
    {
        ["line"] = ["* * * * *", "<f> <f> <f> <f> <f>", "<f> <f> <f> <f> <f>", "<f> <f> <f> <f> <f> <f>", "@<nick>", "<f> <f> <day> <month> <weekday>"],
        ["nick"] = ["daily", "hourly", "weekly", "monthly", "yearly", "annually", "midnight", "reboot", "<f>"],
        ["f"] = ["*", "<n>", "<n>-<n>", "*/<n>", "<n>-<n>/<n>", "<f>,<f>", "<n>/<n>", "?", "H"],
        ["n"] = ["0", "1", "5", "12", "23", "29", "31", "59", "60", "7", "00", "2147483648"],
        ["day"] = ["<f>", "L", "L-<n>", "<n>W", "LW", "29", "30", "31"],
        ["month"] = ["<f>", "feb", "JAN-DEC", "2", "feb,<f>"],
        ["weekday"] = ["<f>", "mon", "SUN-SAT", "sat-sun", "5L", "1#3", "6#5", "7"],
    });

    private static readonly Grammar WhenLanguage = new(new Dictionary<string, string[]>
    {
        ["input"] = ["<when>", "<entry>"],
        ["when"] = ["<time>", "<date> <time>", "<time> <date>", "<weekday> <time>", "<date>T<time><zone>", "<time> <zone>", "<date>", "<when> <when>", "<weekday>, <date> <time> <zone>"],
        ["time"] = ["5pm", "<n>:<n>", "<n>:<n>:<n>", "<n>:<n>:<n>.<n>", "<n><ampm>", "<n>:<n> <ampm>", "<n>h<n>m", "noon", "<n>h", "<n> o'clock", "T<n><n>"],
        ["ampm"] = ["am", "PM", "a.m.", "a", "p"],
        ["date"] = ["2026-07-04", "<n>/<n>/<n>", "<n>-<n>-<n>", "<month> <n>", "<n> <month> <n>", "<month> <n>, <n>", "<n>.<n>.<n>", "<n><n><n>", "<n>th of <month>", "Feb 29", "0001-01-01", "9999-12-31"],
        ["month"] = ["Jan", "february", "Sept", "DEC"],
        ["weekday"] = ["Monday", "tue", "Sun", "wednesday"],
        ["zone"] = ["", "Z", "UTC", "+01:00", "-2359", "+99:99", "EST", "+<n>"],
        ["n"] = ["1", "0", "00", "12", "13", "24", "29", "30", "31", "59", "60", "61", "99", "1999", "2026", "9999", "123456789012"],
        ["entry"] = ["{\"function\":\"test.ping\",<timing>}", "{\"function\":\"test.ping\",<timing>,<extra>}", "{<timing>,<extra>,<extra>}"],
        ["timing"] = ["\"seconds\":<v>", "\"hours\":<v>,\"minutes\":<v>", "\"cron\":\"* * * * *\"", "\"cron\":<v>", "\"when\":\"<when>\"", "\"when\":[\"<when>\",\"<when>\"]", "\"once\":\"<date>\"", "\"once\":\"<when>\",\"once_fmt\":\"<format>\"", "\"days\":<v>"],
        ["v"] = ["5", "0.1", "\"1\"", "-1", "1e300", "null", "[]", "{}", "true", "<n>", "\"\\ud800\"", "\"<when>\"", "0.000001"],
        ["format"] = ["%Y-%m-%dT%H:%M:%S", "%<letter>", "%Y%<letter><format>", "%%", "%", "%-5d%z"],
        ["letter"] = ["d", "j", "U", "W", "f", "p", "Z", "s", "G", "Q", "é"],
        ["extra"] =
        [
            "\"splay\":<v>", "\"splay\":{\"start\":<v>,\"end\":<v>}", "\"range\":{\"start\":\"<when>\",\"end\":\"<when>\",\"invert\":<v>}", "\"until\":\"<when>\"", "\"after\":\"<when>\"", "\"timezone\":\"<zone>\"", "\"timezone\":\"Europe/Berlin\"",
            "\"skip_explicit\":[\"<when>\",{\"time\":\"<date>\",\"time_fmt\":\"<format>\"}]", "\"run_explicit\":[\"<when>\"]", "\"skip_during_range\":{\"start\":\"<when>\",\"end\":\"<when>\"},\"run_after_skip_range\":true", "\"dst\":{\"gap\":\"skip\",\"overlap\":\"both\"}",
            "\"maxrunning\":<v>", "\"args\":<v>", "\"kwargs\":<v>", "\"return_job\":<v>", "\"missed\":\"all\"", "\"run_on_start\":true", "\"skip_function\":\"a.b\"", "\"metadata\":<v>", "\"nosuch\":<v>", "\"jid_include\":<v>", "\"enabled\":<v>",
        ],
    });

    public static IDoor Cron() => new TextDoor(
        new TextMaker(CronLanguage, "line", ["*/5 * * * *", "0 0 29 2 *", "30 2 * mar sun", "@daily", "0 12 1-7 * MON"], CronLanguage.Alternatives),
        TakeCron,
        e => e is FormatException);

    public static IDoor When() => new TextDoor(
        new TextMaker(WhenLanguage, "input", ["Monday 5:30pm", "2026-07-04 12:00:00+02:00", "7/4/2026 5pm", """{"function":"test.ping","seconds":5,"splay":{"start":1,"end":2},"range":{"start":"8am","end":"5pm"}}""", """{"function":"test.ping","cron":"0 2 * * *","timezone":"Europe/Berlin","dst":{"gap":"skip","overlap":"both"}}"""], WhenLanguage.Alternatives),
        TakeWhen,
        e => e is ScheduleEntryException);

    private static void TakeCron(string text)
    {
        var line = CronLine.Parse(text);
        foreach (var now in Nows)
        {
            if (line.NextWall(now.UtcDateTime) is { } next && next < now.UtcDateTime.AddSeconds(-1)) throw new InvalidOperationException($"after {now:o} comes {next:o}");
            foreach (var zone in Zones)
            {
                if (line.GetNextOccurrence(now, zone) is { } later && later <= now) throw new InvalidOperationException($"after {now:o} comes {later:o} in {zone.Id}");
            }
        }
    }

    private static void TakeWhen(string text)
    {
        if (text.StartsWith('{'))
        {
            TakeEntry(text);
            return;
        }

        if (!WhenParser.TryParse(text, 2026, out var when)) throw new ScheduleEntryException("it is no time");
        foreach (var now in Nows)
        {
            foreach (var zone in Zones)
            {
                when.InstantOnDay(now, zone);
                if (when.Next(now, zone, DstRule.Default) is { } next && next <= now) throw new InvalidOperationException($"after {now:o} comes {next:o} in {zone.Id}");
            }
        }
    }

    private static void TakeEntry(string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        // Every file and message with entries passes this check first.
        if (JsonCheck.Fault(bytes, JsonRule.Members) is { } fault) throw new ScheduleEntryException(fault);
        using var json = JsonDocument.Parse(bytes);
        foreach (var now in Nows)
        {
            var entry = ScheduleEntry.Parse("entry", json.RootElement, new ScheduleContext(null, Zones[1], now));
            foreach (var time in FireTimes.NextMany(entry, now, now, 3))
            {
                if (time <= now) throw new InvalidOperationException($"after {now:o} comes {time:o}");
                FireTimes.FunctionAt(entry, time);
            }

            FireTimes.Splay(entry, "web1");
            FireTimes.MissedRuns(entry, now, now, now.AddHours(1));
        }
    }
}

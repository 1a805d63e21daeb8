using System.Globalization;
using Cronos;

namespace Salt.Shared.Cron;

/// <summary>One of a cron line's columns: turns its items into Cronos's spelling and has Cronos check each.</summary>
/// <param name="Name">As users are told it.</param>
/// <param name="Names">First and last of the names its values have; null: they have none.</param>
/// <param name="Probe">A line of Cronos, seconds first, with <c>{0}</c> for the column alone.</param>
internal sealed record CronColumn(string Name, int Least, int Most, string? Names, string Probe)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Signs = "0123456789*/#-";

    public static CronColumn Minute { get; } = new("minute", 0, 59, null, "0 {0} * * * *");

    public static CronColumn Hour { get; } = new("hour", 0, 23, null, "0 0 {0} * * *");

    public static CronColumn DayOfMonth { get; } = new("day of month", 1, 31, null, "0 0 0 {0} * *");

    public static CronColumn Month { get; } = new("month", 1, 12, "jan to dec", "0 0 0 1 {0} *");

    public static CronColumn DayOfWeek { get; } = new("day of week", 0, 7, "sun to sun", "0 0 0 * * {0}");

    public static CronColumn Second { get; } = new("second", 0, 59, null, "{0} * * * * *");

    private bool IsDay => this == DayOfMonth || this == DayOfWeek;

    /// <exception cref="FormatException">What is wrong with which of its words.</exception>
    public CronFieldText Read(string line, string words)
    {
        var plain = new List<string>();
        var special = new List<string>();
        foreach (var word in words.Split(','))
        {
            if (word.Length == 0) throw Fault(line, words);
            var item = Translate(word);
            if (!IsSound(item)) throw Fault(line, word);
            (IsSpecial(item) ? special : plain).Add(item);
        }

        // A list with a star is no list of Cronos's, and means all.
        var text = plain.Contains("*") ? "*" : string.Join(',', plain);
        return new CronFieldText(text, special, IsAll: text == "*" || (IsDay && text.Length > 0 && IsEveryDay(text)));
    }

    private string Translate(string word)
    {
        if (IsDay && word == "?") return "*";
        if (this == DayOfMonth && word.Equals("WL", StringComparison.OrdinalIgnoreCase)) return "LW";
        // Quartz has the letter behind the day, croniter before it.
        if (this == DayOfWeek && word.Length > 1 && word[0] is 'L' or 'l') return word[1..] + "L";
        return word.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? Step(word[..slash], word[(slash + 1)..]) : word;
    }

    /// <summary>A star with a step is a range in a list; a step that is too long for Cronos leaves the first value.</summary>
    private string Step(string range, string step)
    {
        if (range == "*" || (IsDay && range == "?")) range = string.Create(CultureInfo.InvariantCulture, $"{Least}-{(this == DayOfWeek ? Most - 1 : Most)}");
        var isLong = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > Most;
        return isLong && range[0] != '-' ? range.Split('-')[0] : $"{range}/{step}";
    }

    private bool IsSpecial(string item) => this == DayOfMonth
        ? item.AsSpan().IndexOfAny("LlWw") >= 0
        : this == DayOfWeek && (item.Contains('#', StringComparison.Ordinal) || item[^1] is 'L' or 'l');

    private bool IsSound(string item)
    {
        // H is a random value of Cronos's own; a question mark is its star in any column.
        if (item.AsSpan().IndexOfAnyExcept(Letters + Signs) >= 0 || item[0] == 'H') return false;
        return CronExpression.TryParse(In(item), CronFormat.IncludeSeconds, out _);
    }

    private bool IsEveryDay(string list)
    {
        var january = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return CronExpression.Parse(In(list), CronFormat.IncludeSeconds).GetOccurrences(january, january.AddDays(31)).Count() == 31;
    }

    private string In(string item) => Probe.Replace("{0}", item, StringComparison.Ordinal);

    private FormatException Fault(string line, string word) =>
        new($"cron '{line}': {Name} '{word}' is not understood: {Least} to {Most}{(Names is null ? "" : $" or {Names}")}, or *, a range, a list or a step of them");
}

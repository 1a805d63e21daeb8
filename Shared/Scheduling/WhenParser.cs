using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Salt.Shared.Scheduling;

/// <summary>Reads times in the common forms that Python's <c>dateutil</c> takes, which Salt uses: ISO 8601, and English with
/// month and day names in any order. Numbers with slashes are month, day, year.</summary>
public static partial class WhenParser
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static bool TryParse(string text, [NotNullWhen(true)] out WhenTime? time)
    {
        time = null;
        var parts = new Parts();
        var rest = Iso().Replace(text.Trim(), match => parts.TakeIso(match) ? " " : match.Value, 1);
        rest = Clock().Replace(rest, match => parts.TakeClock(match) ? " " : match.Value, 1);
        rest = Slashes().Replace(rest, match => parts.TakeDate(match) ? " " : match.Value, 1);
        foreach (var word in rest.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!parts.Take(word.TrimEnd('.'))) return false;
        }

        time = parts.ToTime();
        return time is not null;
    }

    [GeneratedRegex(@"^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?=$|[T\s])T?", RegexOptions.IgnoreCase)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d:/-])(?:(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s*(?<half>[ap]\.?m\.?)?|(?<hour>\d{1,2})\s*(?<half>[ap]\.?m\.?))(?![\d:a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\d])(?<month>\d{1,2})/(?<day>\d{1,2})(?:/(?<year>\d{4}))?(?![\d/])")]
    private static partial Regex Slashes();

    private sealed class Parts
    {
        private int? _year;
        private int? _month;
        private int? _day;
        private DayOfWeek? _weekday;
        private TimeSpan? _time;
        private bool _isBroken;

        public bool TakeIso(Match match) => TakeDate(match);

        public bool TakeDate(Match match)
        {
            if (_month is not null) return false;
            _month = Number(match, "month");
            _day = Number(match, "day");
            if (match.Groups["year"].Success) _year = Number(match, "year");
            return true;
        }

        public bool TakeClock(Match match)
        {
            var hour = Number(match, "hour");
            var minute = match.Groups["minute"].Success ? Number(match, "minute") : 0;
            var second = match.Groups["second"].Success ? Number(match, "second") : 0;
            if (match.Groups["half"].Success)
            {
                if (hour is < 1 or > 12) _isBroken = true;
                hour = (hour % 12) + (match.Groups["half"].Value[0] is 'p' or 'P' ? 12 : 0);
            }

            if (hour > 23 || minute > 59 || second > 59) _isBroken = true;
            else _time = new TimeSpan(hour, minute, second);
            return true;
        }

        /// <returns>False: it is no part of a time, or one that is there already.</returns>
        public bool Take(string word)
        {
            if (word.Length == 0 || word.Equals("at", StringComparison.OrdinalIgnoreCase) || word.Equals("of", StringComparison.OrdinalIgnoreCase)) return true;
            if (_time is null && word.ToLowerInvariant() is "noon" or "midnight")
            {
                _time = word.Equals("noon", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromHours(12) : TimeSpan.Zero;
                return true;
            }

            if (word.Length >= 3 && Find(Months, word) is { } month && _month is null)
            {
                _month = month + 1;
                return true;
            }

            if (word.Length >= 3 && Weekday(word) is { } weekday && _weekday is null)
            {
                _weekday = weekday;
                return true;
            }

            return TakeNumber(word);
        }

        public WhenTime? ToTime()
        {
            var hasDate = _day is not null || _month is not null || _year is not null;
            if (_isBroken || (!hasDate && _weekday is null && _time is null)) return null;
            if (hasDate && (_month is not (>= 1 and <= 12) || _day is not >= 1 || _day > DateTime.DaysInMonth(_year ?? 2000, _month.Value))) return null;
            if (_year is < 1970 or > 9000) return null;
            // Of a date and its weekday the date is what counts.
            return new WhenTime(_year, _month, _day, hasDate ? null : _weekday, _time ?? TimeSpan.Zero);
        }

        private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

        private static int? Find(string[] names, string word) =>
            Array.FindIndex(names, name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is var at and >= 0 ? at : null;

        private static DayOfWeek? Weekday(string word)
        {
            foreach (var day in Enum.GetValues<DayOfWeek>())
            {
                if (day.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase)) return day;
            }

            return null;
        }

        private bool TakeNumber(string word)
        {
            var digits = word.Length > 2 && word[^2..].ToLowerInvariant() is "st" or "nd" or "rd" or "th" ? word[..^2] : word;
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            if (digits.Length == 4 && _year is null) _year = number;
            else if (digits.Length <= 2 && _day is null) _day = number;
            else return false;
            return true;
        }
    }
}

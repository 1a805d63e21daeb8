using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Salt.Shared.Scheduling;

/// <summary>Reads times in the spellings that Python's <c>dateutil</c> takes, which Salt uses: numbers with dashes, slashes,
/// dots or spaces between them, ISO 8601 with and without separators, English with month and day names in any order.</summary>
public static partial class WhenParser
{
    /// <summary>Characters. Nobody writes a time so long; whatever is longer is refused before any of it is read.</summary>
    private const int Longest = 200;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    // Words that say nothing; of a word that is not here the time is refused.
    private static readonly HashSet<string> Fillers = ["at", "on", "of", "and", "ad", "t", "st", "nd", "rd", "th", ",", ".", ";", "/", "-", "'"];

    /// <param name="thisYear">Years of two digits lie within fifty years of it.</param>
    public static bool TryParse(string text, int thisYear, [NotNullWhen(true)] out WhenTime? time)
    {
        time = null;
        if (text.Length > Longest) return false;
        var reader = new Reader([.. Tokens().Matches(text).Select(match => match.Value.ToLowerInvariant())]);
        if (reader.TryRead()) time = reader.ToTime(thisYear);
        return time is not null;
    }

    [GeneratedRegex(@"[0-9]+|\p{L}+|[^\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    /// <summary>Goes over the words once. Each way of reading takes as many as are its own, or none.</summary>
    private sealed class Reader(string[] words)
    {
        private readonly WhenDate _date = new();
        private int _at;
        private bool _isBroken;
        private DayOfWeek? _weekday;
        private TimeSpan? _time;
        private TimeSpan? _offset;

        public bool TryRead()
        {
            while (_at < words.Length && !_isBroken)
            {
                if (!TakeOffset() && !TakeClock() && !TakeDigits() && !TakeDate() && !TakeName() && !TakeFiller()) return false;
            }

            return !_isBroken;
        }

        public WhenTime? ToTime(int thisYear)
        {
            if (_date.IsEmpty && _weekday is null && _time is null) return null;
            if (_date.IsBare && _time is null) return null;
            if (!_date.TryRead(thisYear, out var year, out var month, out var day)) return null;
            if (_offset is not null && _time is null) return null;
            // Of a date and its weekday the date is what counts.
            return new WhenTime(year, month, day, day is null ? _weekday : null, _time ?? TimeSpan.Zero, _offset);
        }

        private string Word(int ahead) => _at + ahead < words.Length ? words[_at + ahead] : "";

        private bool IsNumber(int ahead, int most = 2) => Word(ahead) is { Length: > 0 } word && word.Length <= most && char.IsAsciiDigit(word[0]);

        private int Number(int ahead) => int.Parse(Word(ahead), NumberStyles.None, CultureInfo.InvariantCulture);

        /// <summary>Hours with minutes, seconds and their parts, or with am or pm, or with units: <c>10:00</c>, <c>5 p.m.</c>, <c>10h30</c>.</summary>
        private bool TakeClock()
        {
            if (_time is not null || !IsNumber(0)) return false;
            var (hour, minute, second, used) = (Number(0), 0, 0.0, 1);
            if (Word(1) == ":" && IsNumber(2)) (minute, second, used) = AfterColon();
            else if (Unit(Word(1)) > 0) return TakeUnits();
            var half = Half(ref used);
            if (used == 1) return false;
            if (half is not null)
            {
                if (hour > 12) return false;
                hour = (hour % 12) + (half == 'p' ? 12 : 0);
            }

            return SetTime(hour, minute, second, used);
        }

        private (int Minute, double Second, int Used) AfterColon()
        {
            if (Word(3) != ":" || !IsNumber(4)) return (Number(2), 0, 3);
            var hasParts = Word(5) == "." && IsNumber(6, most: 9);
            return (Number(2), hasParts ? double.Parse($"{Word(4)}.{Word(6)}", CultureInfo.InvariantCulture) : Number(4), hasParts ? 7 : 5);
        }

        /// <returns>a, p, or null: neither is said.</returns>
        private char? Half(ref int used)
        {
            var word = Word(used);
            if (word is "am" or "pm" or "a" or "p")
            {
                used += word.Length == 1 && Word(used + 1) == "." && Word(used + 2) == "m" ? Word(used + 3) == "." ? 4 : 3 : 1;
                return word[0];
            }

            return null;
        }

        private bool TakeUnits()
        {
            var parts = new double[3];
            var (used, next) = (0, 0);
            while (IsNumber(used))
            {
                // A number with nothing behind it is of the next smaller unit.
                var unit = Unit(Word(used + 1));
                if (unit == 0 && (next is 0 or > 2 || Word(used + 1) is not "")) break;
                var index = unit > 0 ? unit - 1 : next;
                if (index < next) return false;
                parts[index] = Number(used);
                next = index + 1;
                used += unit > 0 ? 2 : 1;
            }

            return SetTime((int)parts[0], (int)parts[1], parts[2], used);
        }

        private static int Unit(string word) => word switch
        {
            "h" or "hour" or "hours" => 1,
            "m" or "minute" or "minutes" => 2,
            "s" or "second" or "seconds" => 3,
            _ => 0,
        };

        private bool SetTime(int hour, int minute, double second, int used)
        {
            if (hour > 23 || minute > 59 || second >= 60) return false;
            _time = new TimeSpan(hour, minute, 0) + TimeSpan.FromMicroseconds(Math.Floor(second * 1_000_000));
            _at += used;
            return true;
        }

        /// <summary>Digits without separators: <c>20271231</c>, <c>202712311000</c>, <c>20271231T1000</c>, and hours and minutes after a date.</summary>
        private bool TakeDigits()
        {
            var word = Word(0);
            if (word.Length == 0 || !char.IsAsciiDigit(word[0])) return false;
            if (_date.IsEmpty && word.Length is 8 or 12 or 14)
            {
                return _date.Add(word[..4]) && _date.Add(word[4..6]) && _date.Add(word[6..8]) && Digits(word[8..]);
            }

            if (_date.IsEmpty && word.Length == 6) return _date.Add(word[..2]) && _date.Add(word[2..4]) && _date.Add(word[4..]) && Digits("");
            return _date.IsFull && _time is null && word.Length is 2 or 4 or 6 && Digits(word);
        }

        private bool Digits(string time)
        {
            return time.Length == 0 ? Take() : _time is null && SetTime(Two(time, 0), Two(time, 2), Two(time, 4), 1);
        }

        private static int Two(string digits, int at) => at < digits.Length ? int.Parse(digits.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

        /// <summary>Numbers and a month's name with the same sign between them, or one number alone.</summary>
        private bool TakeDate()
        {
            if (!IsNumber(0, most: 4)) return false;
            if (!_date.Add(Word(0))) return false;
            var sign = Word(1);
            _at++;
            if (sign is not ("-" or "/" or ".")) return true;
            var more = 0;
            while (more < 2 && Word(0) == sign && ((IsNumber(1, most: 4) && _date.Add(Word(1))) || (Month(Word(1)) is { } month && _date.AddMonth(month))))
            {
                more++;
                _at += 2;
            }

            // Two numbers with a dot between them could be hours and minutes; a dash or a slash leads somewhere.
            _isBroken = sign == "." ? more == 1 : more == 0;
            return true;
        }

        private bool TakeName()
        {
            var word = Word(0);
            if (word is "noon" or "midnight" && _time is null) return SetTime(word == "noon" ? 12 : 0, 0, 0, 1);
            if (Month(word) is { } month && _date.AddMonth(month)) return Take();
            if (_weekday is not null || Weekday(word) is not { } weekday) return false;
            _weekday = weekday;
            return Take();
        }

        /// <summary>What follows a time: <c>Z</c>, <c>UTC</c>, <c>+02:00</c>, <c>-0300</c>.</summary>
        private bool TakeOffset()
        {
            if (_time is null || _offset is not null) return false;
            if (Word(0) is "z" or "utc" or "gmt") return SetOffset(TimeSpan.Zero, 1);
            if (Word(0) is not ("+" or "-") || !IsNumber(1, most: 4)) return false;
            var digits = Word(1);
            if (digits.Length is 1 or 3) return false;
            var hasMinutes = digits.Length == 2 && Word(2) == ":" && IsNumber(3);
            var minutes = hasMinutes ? Number(3) : Two(digits, 2);
            var offset = new TimeSpan(Two(digits, 0), minutes, 0);
            return minutes < 60 && offset <= TimeSpan.FromHours(14) && SetOffset(Word(0) == "-" ? -offset : offset, hasMinutes ? 4 : 2);
        }

        private bool SetOffset(TimeSpan offset, int used)
        {
            _offset = offset;
            _at += used;
            return true;
        }

        private bool TakeFiller()
        {
            return Fillers.Contains(Word(0)) && Take();
        }

        private bool Take()
        {
            _at++;
            return true;
        }

        private static int? Month(string word) => word.Length >= 3 && Array.FindIndex(Months, name => name.StartsWith(word, StringComparison.Ordinal)) is var at and >= 0 ? at + 1 : null;

        private static DayOfWeek? Weekday(string word)
        {
            if (word.Length < 3) return null;
            foreach (var day in Enum.GetValues<DayOfWeek>())
            {
                if (day.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase)) return day;
            }

            return null;
        }
    }
}

using System.Globalization;

namespace Salt.Shared.Cron;

/// <summary>Reads cron expressions.</summary>
internal static class CronParser
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    /// <exception cref="FormatException">What is wrong, and which field it is in.</exception>
    public static CronExpression Parse(string text)
    {
        var fields = (Macros.GetValueOrDefault(text.Trim()) ?? text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (text.TrimStart().StartsWith('@') && fields.Length == 1)
            throw new FormatException($"cron '{text}': there is no such macro; there are {string.Join(", ", Macros.Keys)}");
        if (fields.Length is not (5 or 6))
            throw new FormatException($"cron '{text}' has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}; five are needed, or six with the seconds last");

        var ofMonth = new DayOfMonthField(text);
        var ofWeek = new DayOfWeekField(text);
        var minutes = new FieldReader(text, "minute", 0, 59).Read(fields[0]);
        var hours = new FieldReader(text, "hour", 0, 23).Read(fields[1]);
        var days = ofMonth.Read(fields[2]);
        var months = new FieldReader(text, "month", 1, 12, Months).Read(fields[3]);
        var weekdays = ofWeek.Read(fields[4]);
        var seconds = fields.Length == 6
            ? new FieldReader(text, "second", 0, 59).Read(fields[5])
            : new CronField(1, IsAll: false, BeginsWithStar: false);
        return new CronExpression(
            text,
            minutes,
            hours,
            new CronDays(days, ofMonth.LastOffsets, ofMonth.NearWeekdays, ofMonth.LastWeekday, weekdays, ofWeek.Nth, ofWeek.LastOf),
            months,
            seconds);
    }

    /// <summary>One field: its bounds, its names, and what else than a range it takes.</summary>
    private class FieldReader(string text, string field, int least, int most, string[]? names = null)
    {
        public CronField Read(string words)
        {
            var values = 0UL;
            foreach (var word in words.Split(','))
            {
                if (word.Length == 0) throw Fault(words);
                if (!TryReadSpecial(word)) values |= ReadRange(word);
            }

            return new CronField(Fold(values), IsAll: Covers(values), BeginsWithStar: words[0] == '*');
        }

        /// <summary>What only this field takes.</summary>
        protected virtual bool TryReadSpecial(string word) => false;

        /// <summary>Values that are written in two ways.</summary>
        protected virtual ulong Fold(ulong values) => values;

        protected virtual bool TakesQuestionMark => false;

        protected int Value(string word, string within)
        {
            if (names is not null && Array.FindIndex(names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is var at and >= 0)
                return at + least;
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : throw Fault(within);
        }

        protected FormatException Fault(string word) =>
            new($"cron '{text}': {field} '{word}' is not understood: {least} to {most}{(names is null ? "" : $" or {names[0]} to {names[^1]}")}, or *, a range, a list or a step of them");

        private bool Covers(ulong values)
        {
            values = Fold(values);
            for (var value = least; value <= most; value++)
            {
                if ((values & Fold(1UL << value)) == 0) return false;
            }

            return true;
        }

        private ulong ReadRange(string word)
        {
            var slash = word.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? word : word[..slash];
            var step = 1;
            if (slash >= 0 && (!int.TryParse(word[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)) throw Fault(word);

            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = range == "*" || (range == "?" && TakesQuestionMark)
                ? (least, most)
                : dash > 0
                    ? (Value(range[..dash], word), Value(range[(dash + 1)..], word))
                    : (Value(range, word), slash < 0 ? Value(range, word) : most);
            if (last < first) last += most - least + 1;
            var values = 0UL;
            for (var value = first; value <= last; value += step) values |= 1UL << (value > most ? value - (most - least + 1) : value);
            return values;
        }
    }

    private sealed class DayOfMonthField(string text) : FieldReader(text, "day of month", 1, 31)
    {
        public List<int> LastOffsets { get; } = [];

        public List<int> NearWeekdays { get; } = [];

        public bool LastWeekday { get; private set; }

        protected override bool TakesQuestionMark => true;

        protected override bool TryReadSpecial(string word)
        {
            var upper = word.ToUpperInvariant();
            if (upper == "L") LastOffsets.Add(0);
            else if (upper is "LW" or "WL") LastWeekday = true;
            else if (upper.StartsWith("L-", StringComparison.Ordinal)) LastOffsets.Add(Value(upper[2..], word));
            else if (upper.EndsWith('W')) NearWeekdays.Add(Value(upper[..^1], word));
            else return false;
            return true;
        }
    }

    private sealed class DayOfWeekField(string text) : FieldReader(text, "day of week", 0, 7, [.. Days, "sun"])
    {
        public List<(int Day, int Number)> Nth { get; } = [];

        public List<int> LastOf { get; } = [];

        protected override bool TakesQuestionMark => true;

        protected override ulong Fold(ulong values) => (values & 0x7F) | (values >> 7 & 1);

        protected override bool TryReadSpecial(string word)
        {
            if (word.IndexOf('#', StringComparison.Ordinal) is var mark and > 0)
            {
                var isNumber = int.TryParse(word[(mark + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                Nth.Add(isNumber && number is >= 1 and <= 5 ? (Value(word[..mark], word) % 7, number) : throw Fault(word));
                return true;
            }

            // Quartz has the letter behind the day, croniter before it.
            if (word.Length > 1 && word[^1] is 'L' or 'l') LastOf.Add(Value(word[..^1], word) % 7);
            else if (word.Length > 1 && word[0] is 'L' or 'l') LastOf.Add(Value(word[1..], word) % 7);
            else return false;
            return true;
        }
    }
}

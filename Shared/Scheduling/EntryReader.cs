using System.Globalization;
using System.Text.Json;
using Salt.Shared.Configuration;
using Salt.Shared.Cron;
using Salt.Shared.Values;

namespace Salt.Shared.Scheduling;

/// <summary>Reads one entry and gathers what is wrong with it. Where Salt has words for a fault, they are used.</summary>
internal sealed class EntryReader
{
    private const string Mixed = "Unable to use \"seconds\", \"minutes\", \"hours\", or \"days\" with \"when\" or \"cron\" options.";
    private const string WhenAndCron = "Unable to use \"when\" and \"cron\" options together.  Ignoring.";

    /// <summary>Intervals are a tenth of a second at least, and a century at most.</summary>
    private static readonly (double Least, double Most) Seconds = (0.1, 100 * 365.25 * 86400);

    private static readonly (string Name, double Factor)[] Intervals = [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86400)];

    private static readonly HashSet<string> Known =
    [
        "after", "args", "cron", "days", "dst", "enabled", "fun", "func", "function", "hours", "jid_include", "job_args", "job_kwargs", "kwargs", "maxrunning",
        "metadata", "minutes", "missed", "name", "once", "once_fmt", "range", "return_config", "return_job", "return_kwargs", "returner", "run",
        "run_after_skip_range", "run_explicit", "run_on_start", "seconds", "skip_during_range", "skip_explicit", "skip_function", "splay", "timezone", "until", "when",
    ];

    private readonly string _name;
    private readonly ScheduleContext _context;
    private readonly Dictionary<string, JsonElement> _options = [];
    private readonly List<string> _faults = [];
    private readonly TimeZoneInfo _zone;
    private readonly DstRule _rule;

    public EntryReader(string name, JsonElement entry, ScheduleContext context)
    {
        (_name, _context) = (name, context);
        if (entry.ValueKind != JsonValueKind.Object) throw new ScheduleEntryException("the entry is no map of options");
        foreach (var option in entry.EnumerateObject())
        {
            // None is as good as not given; a name with an underscore before it is Salt's own note.
            if (option.Value.ValueKind == JsonValueKind.Null || option.Name.StartsWith('_')) continue;
            if (Known.Contains(option.Name)) _options[option.Name] = option.Value;
            else _faults.Add(Unknown(option.Name));
        }

        _zone = Zone();
        _rule = Rule();
    }

    /// <exception cref="ScheduleEntryException">Everything that is wrong.</exception>
    public ScheduleEntry Read()
    {
        var function = Text("function") ?? Text("func") ?? Text("fun") ?? "";
        if (function.Length == 0) _faults.Add("there is no function");
        var timing = ReadTiming();
        var range = Window("range");
        var entry = new ScheduleEntry
        {
            Name = _name,
            Function = function,
            Args = OfKind("args", JsonValueKind.Array) ?? OfKind("job_args", JsonValueKind.Array),
            Kwargs = OfKind("kwargs", JsonValueKind.Object) ?? OfKind("job_kwargs", JsonValueKind.Object),
            Timing = timing ?? new Timing.Once(default),
            Enabled = Flag("enabled", true),
            MaxRunning = WholeNumber("maxrunning", 1),
            ReturnJob = ReadReturnJob(),
            JidInclude = Flag("jid_include", true),
            Metadata = OfKind("metadata", JsonValueKind.Object),
            Returners = Texts("returner"),
            RunOnStart = Flag("run_on_start", false),
            Missed = Choice("missed", MissedPolicy.Skip, ("skip", MissedPolicy.Skip), ("once", MissedPolicy.Once), ("all", MissedPolicy.All)),
            Splay = ReadSplay(),
            Range = range?.Window,
            RangeInverted = range?.Inverted ?? false,
            Until = Instant("until"),
            After = Instant("after"),
            SkipExplicit = Instants("skip_explicit").Select(time => time.ToUnixTimeSeconds()).ToHashSet(),
            SkipFunction = Text("skip_function"),
            RunExplicit = [.. Instants("run_explicit").Order()],
            SkipDuring = Window("skip_during_range")?.Window,
            RunAfterSkip = Flag("run_after_skip_range", false),
            Read = _context.Now,
        };
        if (_faults.Count > 0) throw new ScheduleEntryException(string.Join("; ", _faults.Distinct()));
        return entry;
    }

    private Timing? ReadTiming()
    {
        var intervals = Intervals.Where(unit => _options.ContainsKey(unit.Name)).ToList();
        var (hasWhen, hasCron, hasOnce) = (_options.ContainsKey("when"), _options.ContainsKey("cron"), _options.ContainsKey("once"));
        if (intervals.Count > 0 && (hasWhen || hasCron)) return Fault<Timing>(Mixed);
        if (hasWhen && hasCron) return Fault<Timing>(WhenAndCron);
        if (hasOnce && (hasWhen || hasCron || intervals.Count > 0)) return Fault<Timing>("Unable to use \"once\" together with another timing.");
        if (intervals.Count > 0) return ReadInterval(intervals);
        if (hasCron) return ReadCron();
        if (hasWhen) return ReadWhen();
        return hasOnce ? ReadOnce() : Fault<Timing>("there is no timing: seconds, minutes, hours, days, cron, when or once");
    }

    private Timing.Interval? ReadInterval(List<(string Name, double Factor)> units)
    {
        var total = 0.0;
        foreach (var (unit, factor) in units)
        {
            if (Number(unit) is not { } number) return null;
            if (number < 0) return Fault<Timing.Interval>($"{unit} is {_options[unit]}; it cannot be negative");
            total += number * factor;
        }

        return total >= Seconds.Least && total <= Seconds.Most
            ? new Timing.Interval(TimeSpan.FromMilliseconds(Math.Round(total * 1000)))
            : Fault<Timing.Interval>($"{string.Join(" + ", units.Select(unit => unit.Name))} comes to {total.ToString(CultureInfo.InvariantCulture)} s; it can be {Seconds.Least.ToString(CultureInfo.InvariantCulture)} s to a hundred years");
    }

    private Timing.Cron? ReadCron()
    {
        try
        {
            var expression = CronLine.Parse(Text("cron") ?? "");
            return expression.NextWall(WallClock.At(_context.Now, _zone)) is null
                ? Fault<Timing.Cron>($"cron '{expression}' never comes")
                : new Timing.Cron(expression, _zone, _rule);
        }
        catch (FormatException e)
        {
            return Fault<Timing.Cron>(e.Message);
        }
    }

    private Timing.When? ReadWhen()
    {
        var times = new List<WhenTime>();
        var texts = Texts("when");
        foreach (var text in texts)
        {
            if (TimeOf(text) is { } time) times.Add(time);
            else _faults.Add($"Schedule item {text} for \"when\" in invalid.");
        }

        if (texts.Count == 0) _faults.Add("when names no time");
        return new Timing.When(times, _zone, _rule);
    }

    private Timing.Once? ReadOnce()
    {
        var text = Text("once") ?? "";
        var format = Text("once_fmt") ?? TimeFormat.Iso;
        return TimeFormat.TryParse(text, format, out var wall) && WallClock.ToInstant(wall, _zone, DstRule.Default) is { } time
            ? new Timing.Once(time)
            : Fault<Timing.Once>($"Date string could not be parsed: {text}, {format}");
    }

    /// <summary>A time that has a name stands for it.</summary>
    private string Named(string text) =>
        _context.Whens is { ValueKind: JsonValueKind.Object } whens && whens.TryGetProperty(text, out var named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : text;

    private WhenTime? TimeOf(string text) => WhenParser.TryParse(Named(text), _context.Now.Year, out var time) ? time : null;

    /// <summary>Times, each a text or, as Salt's own schedule files have them, a map of <c>time</c> and <c>time_fmt</c>.</summary>
    private List<DateTimeOffset> Instants(string name)
    {
        if (!_options.TryGetValue(name, out var value)) return [];
        var times = new List<DateTimeOffset>();
        foreach (var one in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new List<JsonElement> { value })
        {
            var time = one.ValueKind switch
            {
                JsonValueKind.String or JsonValueKind.Number => InstantOf(name, one.ToString()),
                JsonValueKind.Object when one.TryGetProperty("time", out var text) && one.EnumerateObject().All(member => member.Name is "time" or "time_fmt") =>
                    InstantOf(name, text.ToString(), one.TryGetProperty("time_fmt", out var format) ? format.ToString() : TimeFormat.Iso),
                _ => Refused(),
            };
            if (time is { } known) times.Add(known);
        }

        return times;

        DateTimeOffset? Refused()
        {
            _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a time or a list of them, each a text or a map of time and time_fmt");
            return null;
        }
    }

    /// <summary>By a pattern of strptime.</summary>
    private DateTimeOffset? InstantOf(string name, string text, string format)
    {
        if (TimeFormat.TryParse(text, format, out var wall)) return WallClock.ToInstant(wall, _zone, DstRule.Default);
        _faults.Add($"{name}: Date string could not be parsed: {text}, {format}");
        return null;
    }

    private ReturnJob ReadReturnJob()
    {
        if (_options.TryGetValue("return_job", out var value) && value.ValueKind == JsonValueKind.String && value.GetString() == ReturnJobs.NotKept) return ReturnJob.Tell;
        return Flag("return_job", true, "True, False or nocache") ? ReturnJob.Keep : ReturnJob.None;
    }

    private Splay? ReadSplay()
    {
        if (!_options.TryGetValue("splay", out var splay)) return null;
        if (splay.ValueKind != JsonValueKind.Object)
        {
            return Number("splay") is not { } most ? null
                : most is >= 0 and <= 31_536_000 ? new Splay(TimeSpan.Zero, TimeSpan.FromSeconds(most))
                : Fault<Splay>($"splay is {splay}; it can be 0 to 31536000 s");
        }

        var (start, end) = (NumberIn(splay, "start"), NumberIn(splay, "end"));
        return start is >= 0 && end >= start && end <= 31_536_000
            ? new Splay(TimeSpan.FromSeconds(start.Value), TimeSpan.FromSeconds(end.Value))
            : Fault<Splay>($"splay is {PythonText.Repr(splay)}; it is a number of seconds or a map of start and end, and the end comes last");
    }

    private static double? NumberIn(JsonElement map, string name) =>
        map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private (TimeWindow Window, bool Inverted)? Window(string name)
    {
        if (!_options.TryGetValue(name, out var range)) return null;
        if (range.ValueKind == JsonValueKind.Object
            && range.TryGetProperty("start", out var start) && TimeOf(start.ToString()) is { Offset: null } from
            && range.TryGetProperty("end", out var end) && TimeOf(end.ToString()) is { Offset: null } to)
        {
            var window = new TimeWindow(from, to, _zone);
            var now = WallClock.At(_context.Now, _zone);
            if (!window.IsDaily && to.OnDay(now) < from.OnDay(now))
                _faults.Add($"{name}: Invalid range, end must be larger than start.");
            return (window, range.TryGetProperty("invert", out var invert) && invert.ValueKind == JsonValueKind.True);
        }

        _faults.Add($"{name}: Invalid date string for start or end: {PythonText.Repr(range)}");
        return null;
    }

    private DateTimeOffset? Instant(string name) => Text(name) is { } text ? InstantOf(name, text) : null;

    private DateTimeOffset? InstantOf(string name, string text)
    {
        if (TimeOf(text) is { } time) return time.InstantOnDay(_context.Now, _zone);
        _faults.Add($"{name}: Invalid date string {text}");
        return null;
    }

    private TimeZoneInfo Zone()
    {
        if (Text("timezone") is not { } id) return _context.Zone;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        _faults.Add($"timezone: there is no zone '{id}' on this machine");
        return _context.Zone;
    }

    private DstRule Rule()
    {
        if (!_options.TryGetValue("dst", out var dst)) return DstRule.Default;
        var (gap, overlap) = (DstRule.Default.Gap, DstRule.Default.Overlap);
        var isGood = dst.ValueKind == JsonValueKind.Object;
        foreach (var (option, value) in isGood ? dst.EnumerateObject().Select(member => (member.Name, member.Value.ToString())) : [])
        {
            switch (option, value)
            {
                case ("gap", "after"): gap = DstGap.After; break;
                case ("gap", "skip"): gap = DstGap.Skip; break;
                case ("overlap", "first"): overlap = DstOverlap.First; break;
                case ("overlap", "second"): overlap = DstOverlap.Second; break;
                case ("overlap", "both"): overlap = DstOverlap.Both; break;
                default: isGood = false; break;
            }
        }

        if (!isGood) _faults.Add($"dst is {PythonText.Repr(dst)}; it is a map of gap (after, skip) and overlap (first, second, both)");
        return new DstRule(gap, overlap);
    }

    private T? Fault<T>(string message)
        where T : class
    {
        _faults.Add(message);
        return null;
    }

    private static string Unknown(string option)
    {
        var near = Known.FirstOrDefault(known => Spelling.IsOneEditApart(option, known));
        return near is null ? $"there is no option {option}" : $"there is no option {option}; {near} is meant?";
    }

    private string? Text(string name)
    {
        if (!_options.TryGetValue(name, out var value)) return null;
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number) return value.ToString();
        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a text");
        return null;
    }

    /// <summary>One text, or a list of them.</summary>
    private List<string> Texts(string name)
    {
        if (!_options.TryGetValue(name, out var value)) return [];
        var values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new List<JsonElement> { value };
        if (values.TrueForAll(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number)) return values.ConvertAll(one => one.ToString());
        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a text or a list of texts");
        return [];
    }

    private JsonElement? OfKind(string name, JsonValueKind kind)
    {
        if (!_options.TryGetValue(name, out var value)) return null;
        if (value.ValueKind == kind) return value.Clone();
        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a {(kind == JsonValueKind.Array ? "list" : "map")}");
        return null;
    }

    private bool Flag(string name, bool otherwise, string choices = "True or False")
    {
        if (!_options.TryGetValue(name, out var value)) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be {choices}");
        return otherwise;
    }

    private double? Number(string name)
    {
        var value = _options[name];
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && double.TryParse(value.ToString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            return number;
        }

        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a number");
        return null;
    }

    private int WholeNumber(string name, int least)
    {
        if (!_options.TryGetValue(name, out var value) || Number(name) is not { } number) return least;
        if (number >= least && number <= 10_000 && number == Math.Floor(number)) return (int)number;
        _faults.Add($"{name} is {PythonText.Repr(value)}; it has to be a whole number from {least} to 10000");
        return least;
    }

    private T Choice<T>(string name, T otherwise, params (string Name, T Value)[] choices)
    {
        if (Text(name) is not { } text) return otherwise;
        foreach (var (choice, value) in choices)
        {
            if (choice == text) return value;
        }

        _faults.Add($"{name} is {text}; it can be {string.Join(", ", choices.Select(choice => choice.Name))}");
        return otherwise;
    }
}

using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>A <see cref="JobQuery"/> as SQL: which keys, the newest first. All of it but the metadata, which SQL cannot
/// compare.</summary>
internal sealed class JobSelection
{
    private static readonly HashSet<JobState> Problems =
        [JobState.Failed, JobState.TimedOut, JobState.Killed, JobState.Lost, JobState.Undelivered, JobState.Refused];

    private readonly List<string> _conditions = [];
    private readonly List<(string Name, object Value)> _values = [];

    public JobSelection(JobQuery query)
    {
        AddTimes(query);
        AddAnyGlob(query.Fun, "',' || j.fun || ','", glob => $"*,{glob},*");
        AddTarget(query.Tgt);
        if (query.User.Length > 0) _conditions.Add($"j.user = {Value(query.User)}");
        if (query.Minion.Length > 0) _conditions.Add($"instr(',' || j.minions || ',', ',' || {Value(query.Minion)} || ',') > 0");
        if (query.Among is { } among)
            _conditions.Add($"j.jid IN (SELECT value FROM json_each({Value($"[{string.Join(',', among.Select(jid => $"\"{jid}\""))}]")}))");
        if (!query.Metadata.IsEmpty) _conditions.Add("length(j.metadata) > 2");
        var from = Source(query.States);
        Sql = $"""
            SELECT j.jid, j.issuer, j.metadata FROM {from.Tables}
            {(_conditions.Count > 0 ? $"WHERE {string.Join(" AND ", _conditions)}" : "")}
            {(from.IsGrouped ? $"GROUP BY {from.Order}.jid, {from.Order}.issuer" : "")}
            ORDER BY {from.Order}.jid DESC, {from.Order}.issuer DESC
            """;
    }

    public string Sql { get; }

    public ReadOnlySpan<(string Name, object Value)> Values => _values.ToArray();

    private void AddTimes(JobQuery query)
    {
        if (query.Since is { } since) _conditions.Add($"j.jid >= {Value(Jid.At(since).ToString())}");
        if (query.Until is { } until) _conditions.Add($"j.jid <= {Value(Jid.At(until).ToString())}");
        if (query.Before is { } before) _conditions.Add($"j.jid < {Value(before.ToString())}");
    }

    private void AddTarget(string tgt)
    {
        if (tgt.Length == 0) return;
        var globs = Split(tgt).Select(glob => Value(SqliteGlob.Of(glob)));
        var inList = Split(tgt).Select(glob => Value($"*,{SqliteGlob.Of(glob)},*"));
        _conditions.Add($"""
            (j.tgt = {Value(tgt)} OR {Any("j.tgt", globs)}
             OR (j.tgt_type = 'list' AND ({Any("',' || j.tgt || ','", inList)})))
            """);
    }

    private void AddAnyGlob(string globs, string text, Func<string, string> around)
    {
        if (globs.Length == 0) return;
        _conditions.Add($"({Any(text, Split(globs).Select(glob => Value(around(SqliteGlob.Of(glob)))))})");
    }

    // States are names of ours, never what somebody typed: as literals the planner can match them with the index. What
    // is ordered by the columns of the table that is walked first needs no sorting, and the walk ends with the limit.
    private (string Tables, string Order, bool IsGrouped) Source(IReadOnlySet<JobState> states)
    {
        if (states.Count == 0) return ("jobs j", "j", false);
        var named = $"t.state IN ({string.Join(", ", states.Select(state => $"'{state.ToName()}'"))})";
        if (states.IsSubsetOf(Problems))
        {
            _conditions.Add($"{named} AND t.{Schema.Problems}");
            return ("targets t CROSS JOIN jobs j ON j.jid = t.jid AND j.issuer = t.issuer", "t", true);
        }

        _conditions.Add($"EXISTS (SELECT 1 FROM targets t WHERE t.jid = j.jid AND t.issuer = j.issuer AND {named})");
        return ("jobs j", "j", false);
    }

    private string Value(object value)
    {
        var name = $"$p{_values.Count}";
        _values.Add((name, value));
        return name;
    }

    private static string Any(string text, IEnumerable<string> globs) => string.Join(" OR ", globs.Select(glob => $"{text} GLOB {glob}"));

    private static string[] Split(string globs) => globs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

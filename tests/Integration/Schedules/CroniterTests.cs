using System.Globalization;
using Salt.Shared.Cron;

namespace Salt.Tests.Integration.Schedules;

/// <summary>Ours and Python's croniter, which Salt reads cron lines with, on generated expressions and start times, in UTC.</summary>
internal sealed class CroniterTests
{
    private const int Count = 10_000;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    [Test]
    public async Task They_agree_but_where_a_reason_is_given()
    {
        var random = new Random(20261126);
        var questions = Enumerable.Range(0, Count).Select(_ => (Start: random.NextInt64(1_767_225_600, 2_082_758_400), Expression: Make(random))).ToList();
        var answers = await PythonPeer.AskAsync("Schedules/croniter_answers.py", questions.Select(question => $"{question.Start}\t{question.Expression}"));

        var differences = questions.Zip(answers, (question, theirs) => (question.Start, question.Expression, Theirs: theirs, Ours: Ours(question.Start, question.Expression)))
            .Where(answer => answer.Ours != answer.Theirs)
            .Select(answer => (Reason: Reason(answer.Expression, answer.Theirs), Text: $"{answer.Expression} from {answer.Start}: ours {answer.Ours}, theirs {answer.Theirs}"))
            .ToList();
        foreach (var group in differences.GroupBy(difference => difference.Reason)) TestContext.Out.WriteLine($"{group.Count(),5} {group.Key ?? "without a reason"}");

        Assert.That(answers, Has.Count.EqualTo(Count));
        Assert.That(differences.Where(difference => difference.Reason is null).Select(difference => difference.Text).Take(10), Is.Empty);
    }

    /// <summary>Why the two may differ; null: they may not.</summary>
    private static string? Reason(string expression, string theirs)
    {
        var fields = expression.Split(' ');
        if (theirs.StartsWith("refused: CroniterBadDateError", StringComparison.Ordinal)) return "croniter looks no further than 50 years; here a date that never comes, or not in 40";
        if (fields[4].Contains('#', StringComparison.Ordinal) && fields[2] != "*") return "croniter ANDs a day of the month with the n-th weekday; here two day fields are ORed always";
        if (fields[4].StartsWith('L') && fields[2] != "*") return "croniter ANDs a day of the month with the last weekday; here two day fields are ORed always";
        return null;
    }

    private static string Ours(long start, string expression)
    {
        var next = CronLine.Parse(expression).GetNextOccurrence(DateTimeOffset.FromUnixTimeSeconds(start), TimeZoneInfo.Utc);
        return next?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "never";
    }

    private static string Make(Random random)
    {
        var fields = new List<string>
        {
            Field(random, 0, 59), Field(random, 0, 23), random.Next(3) == 0 ? DayOfMonth(random) : "*", random.Next(3) == 0 ? Field(random, 1, 12, Months) : "*",
            random.Next(3) == 0 ? DayOfWeek(random) : "*",
        };
        if (random.Next(4) == 0) fields.Add(Field(random, 0, 59));
        return string.Join(' ', fields);
    }

    private static string DayOfMonth(Random random) => random.Next(6) == 0 ? "L" : Field(random, 1, 28);

    private static string DayOfWeek(Random random) => random.Next(6) switch
    {
        0 => $"{random.Next(7)}#{random.Next(1, 5)}",
        1 => $"L{random.Next(7)}",
        _ => Field(random, 0, 6, Days),
    };

    private static string Field(Random random, int least, int most, string[]? names = null)
    {
        var (a, b) = (random.Next(least, most + 1), random.Next(least, most + 1));
        string Name(int value) => names is null || random.Next(2) == 0 ? value.ToString(CultureInfo.InvariantCulture) : names[value - least];
        return random.Next(6) switch
        {
            0 => "*",
            1 => $"*/{random.Next(2, 10)}",
            2 => $"{Name(Math.Min(a, b))}-{Name(Math.Max(a, b))}",
            3 => $"{Math.Min(a, b)}-{Math.Max(a, b)}/{random.Next(2, 6)}",
            4 => string.Join(',', Enumerable.Range(0, random.Next(2, 5)).Select(_ => Name(random.Next(least, most + 1)))),
            _ => Name(a),
        };
    }
}

using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;

namespace Salt.Tests.Unit.Scheduling;

/// <summary>Which runs are handed out, when, and what becomes of the others.</summary>
internal sealed class ScheduleBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Each_run_is_handed_out_once_and_on_time()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 5}, "b": {"function": "test.ping", "seconds": 7}}""");

        Assert.Multiple(() =>
        {
            Assert.That(Due(book, 4), Is.Empty);
            Assert.That(Due(book, 5), Is.EqualTo(new[] { "a" }));
            Assert.That(Due(book, 5), Is.Empty);
            Assert.That(Due(book, 7), Is.EqualTo(new[] { "b" }));
            Assert.That(book.NextDue, Is.EqualTo(Start.AddSeconds(10)));
        });
    }

    [Test]
    public void A_wrong_entry_stops_no_other()
    {
        var book = Book("""{"bad": {"function": "test.ping", "cron": "x"}, "worse": 3, "good": {"function": "test.ping", "seconds": 5}}""");

        Assert.That(Due(book, 5), Is.EqualTo(new[] { "good" }));
        Assert.That(book.Find("bad")!.Fault, Does.StartWith("cron 'x' has 1 field"));
        Assert.That(book.Find("worse")!.Fault, Is.EqualTo("the entry is no map of options"));
    }

    [Test]
    public void What_stays_as_it_was_goes_on_and_what_is_gone_stops()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 5}, "b": {"function": "test.ping", "seconds": 5}}""");

        var changed = book.Declare(ScheduleSource.Pillar, Map("""{"a": {"function": "test.ping", "seconds": 5}}"""), Start.AddSeconds(3));

        Assert.That(changed, Is.Empty);
        Assert.That(Due(book, 5), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void A_late_run_is_run_and_one_long_past_is_missed()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10}}""");

        Assert.That(Due(book, 13), Is.EqualTo(new[] { "a" }), "three seconds late");
        Assert.That(Due(book, 95), Is.EqualTo(new[] { "a" }), "the one of 90, and not the seven before it");
        Assert.That(book.Missed.Single(), Is.EqualTo(new MissedRun("a", Start.AddSeconds(20), 7, "the minion was not running")));
    }

    [TestCase("skip", 0, 3)]
    [TestCase("once", 1, 2)]
    [TestCase("all", 3, 0)]
    public void Runs_of_the_time_between_two_daemons(string policy, int runs, int missed)
    {
        var definition = $$"""{"a": {"function": "test.ping", "cron": "* * * * *", "missed": "{{policy}}" } }""";
        var before = Book(definition, ScheduleSource.Added);
        Due(before, 60);

        var after = New();
        after.Restore(before.State, Start.AddSeconds(245));

        Assert.That(Due(after, 245), Has.Count.EqualTo(runs));
        Assert.That(after.Missed.Sum(run => run.Count), Is.EqualTo(missed));
        Assert.That(Due(after, 300), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void Intervals_go_on_over_a_clock_that_is_set()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10}, "c": {"function": "test.ping", "cron": "30 14 * * *"}}""");

        book.ClockSet(TimeSpan.FromHours(-1));
        Assert.That(book.NextDue, Is.EqualTo(Start.AddHours(-1).AddSeconds(10)));
        book.ClockSet(TimeSpan.FromHours(2));
        Assert.That(book.NextDue, Is.EqualTo(Start.AddHours(1).AddSeconds(10)));
        Assert.That(book.Find("c")!.Due, Is.EqualTo(Start.AddHours(2.5)));
    }

    [Test]
    public void A_skipped_run_is_named_and_a_postponed_one_comes_at_its_new_time()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10}}""");
        var item = book.Find("a")!;

        item.Skips.Add(Start.AddSeconds(10));
        book.Postpone(item, Start.AddSeconds(20), Start.AddSeconds(24));

        Assert.Multiple(() =>
        {
            Assert.That(Due(book, 10), Is.Empty);
            Assert.That(book.Missed.Last().Reason, Is.EqualTo("it was skipped on request"));
            Assert.That(Due(book, 20), Is.Empty);
            Assert.That(Due(book, 24), Is.EqualTo(new[] { "a" }));
            Assert.That(Due(book, 30), Is.EqualTo(new[] { "a" }));
        });
    }

    [Test]
    public void Nothing_runs_while_the_schedule_is_disabled_and_nothing_is_made_up_for()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10}}""");

        book.SetEnabled(false, Start);
        Assert.That(Due(book, 30), Is.Empty);
        book.SetEnabled(true, Start.AddSeconds(32));
        Assert.That(Due(book, 32), Is.Empty);
        Assert.That(Due(book, 40), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void A_disabled_entry_runs_only_when_it_is_told_to()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10, "enabled": false}}""");

        Assert.That(Due(book, 20), Is.Empty);
        book.RunNow(book.Find("a")!, Start.AddSeconds(21));
        Assert.That(Due(book, 21), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void Run_on_start_runs_at_once() =>
        Assert.That(Due(Book("""{"a": {"function": "test.ping", "hours": 10, "run_on_start": true}}"""), 0), Is.EqualTo(new[] { "a" }));

    [Test]
    public void What_was_added_wins_over_the_pillar()
    {
        var book = Book("""{"a": {"function": "test.ping", "seconds": 10}}""");
        book.Declare(ScheduleSource.Added, Map("""{"a": {"function": "test.ping", "seconds": 3}}"""), Start);

        Assert.That(book.Find("a")!.Source, Is.EqualTo(ScheduleSource.Added));
        Assert.That(Due(book, 3), Is.EqualTo(new[] { "a" }));
    }

    private static List<string> Due(ScheduleBook book, int seconds) => [.. book.TakeDue(Start.AddSeconds(seconds)).Select(run => run.Entry.Name)];

    private static ScheduleBook Book(string entries, ScheduleSource source = ScheduleSource.Pillar)
    {
        var book = New();
        book.Declare(source, Map(entries), Start);
        return book;
    }

    private static ScheduleBook New() => new(
        (name, entry, now) => ScheduleEntry.Parse(name, entry, new ScheduleContext(null, TimeZoneInfo.Utc, now)), (_, _) => TimeSpan.Zero);

    private static JsonObject Map(string json) => JsonNode.Parse(json)!.AsObject();
}

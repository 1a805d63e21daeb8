using System.Globalization;
using System.Text.Json;
using Salt.Shared.Scheduling;

namespace Salt.Tests.Unit.Scheduling;

/// <summary>What an entry may say, and what is said of one that is wrong.</summary>
internal sealed class ScheduleEntryTests
{
    private static readonly ScheduleContext Context = new(
        JsonElement.Parse("""{"tea time": "4:00pm"}"""), TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [TestCase("""{"seconds": 5}""", "there is no function")]
    [TestCase("""{"function": "test.ping"}""", "there is no timing: seconds, minutes, hours, days, cron, when or once")]
    [TestCase("""{"function": "test.ping", "seconds": "abc"}""", "seconds is 'abc'; it has to be a number")]
    [TestCase("""{"function": "test.ping", "seconds": -5}""", "seconds is -5; it cannot be negative")]
    [TestCase("""{"function": "test.ping", "seconds": 0}""", "seconds comes to 0 s; it can be 0.1 s to a hundred years")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "cron": "* * * * *"}""", "Unable to use \"seconds\", \"minutes\", \"hours\", or \"days\" with \"when\" or \"cron\" options.")]
    [TestCase("""{"function": "test.ping", "when": "5pm", "cron": "* * * * *"}""", "Unable to use \"when\" and \"cron\" options together.  Ignoring.")]
    [TestCase("""{"function": "test.ping", "once": "2030-01-01T00:00:00", "seconds": 4}""", "Unable to use \"once\" together with another timing.")]
    [TestCase("""{"function": "test.ping", "when": "nonsense"}""", "Schedule item nonsense for \"when\" in invalid.")]
    [TestCase("""{"function": "test.ping", "when": []}""", "when names no time")]
    [TestCase("""{"function": "test.ping", "once": "nonsense"}""", "Date string could not be parsed: nonsense, %Y-%m-%dT%H:%M:%S")]
    [TestCase("""{"function": "test.ping", "cron": "0 0 30 2 *"}""", "cron '0 0 30 2 *' never comes")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "maxrunning": 0}""", "maxrunning is 0; it has to be a whole number from 1 to 10000")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "args": "x"}""", "args is 'x'; it has to be a list")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "kwargs": [1]}""", "kwargs is [1]; it has to be a map")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "range": {"start": "8am"}}""", "range: Invalid date string for start or end: {'start': '8am'}")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "until": "someday"}""", "until: Invalid date string someday")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "splay": -1}""", "splay is -1; it can be 0 to 31536000 s")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "splay": {"start": 9, "end": 2}}""", "splay is {'start': 9, 'end': 2}; it is a number of seconds or a map of start and end, and the end comes last")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "timezone": "Mars/Olympus"}""", "timezone: there is no zone 'Mars/Olympus' on this machine")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "dst": {"gap": "maybe"}}""", "dst is {'gap': 'maybe'}; it is a map of gap (after, skip) and overlap (first, second, both)")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "missed": "twice"}""", "missed is twice; it can be skip, once, all")]
    [TestCase("""{"function": "test.ping", "secnds": 5}""", "there is no option secnds; seconds is meant?; there is no timing: seconds, minutes, hours, days, cron, when or once")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "skip_explicit": [7, {"tim": 1}]}""", "skip_explicit: Invalid date string 7; skip_explicit is [7, {'tim': 1}]; it has to be a time or a list of them, each a text or a map of time and time_fmt")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "run_explicit": [{"time": "x", "time_fmt": "%Y"}]}""", "run_explicit: Date string could not be parsed: x, %Y")]
    [TestCase("""{"function": "test.ping", "seconds": 5, "range": {"start": "8am", "end": "9:00 UTC"}}""", "range: Invalid date string for start or end: {'start': '8am', 'end': '9:00 UTC'}")]
    [TestCase("[1]", "the entry is no map of options")]
    public void What_is_wrong_is_said(string entry, string message) =>
        Assert.That(() => Parse(entry), Throws.InstanceOf<ScheduleEntryException>().With.Message.EqualTo(message));

    [TestCase("""{"seconds": 5}""", "2026-11-26T12:00:05")]
    [TestCase("""{"seconds": "5"}""", "2026-11-26T12:00:05")]
    [TestCase("""{"minutes": 1, "seconds": 30}""", "2026-11-26T12:01:30")]
    [TestCase("""{"hours": 0.5}""", "2026-11-26T12:30:00")]
    [TestCase("""{"days": 1}""", "2026-11-27T12:00:00")]
    [TestCase("""{"cron": "30 12 * * *"}""", "2026-11-26T12:30:00")]
    [TestCase("""{"cron": "0 7 * * *", "timezone": "America/New_York"}""", "2026-11-27T12:00:00")]
    [TestCase("""{"when": "tea time"}""", "2026-11-26T16:00:00")]
    [TestCase("""{"when": ["tea time", "1:00pm"]}""", "2026-11-26T13:00:00")]
    [TestCase("""{"once": "2030-01-01T10:00:00"}""", "2030-01-01T10:00:00")]
    [TestCase("""{"once": "01.02.2030 10:00", "once_fmt": "%d.%m.%Y %H:%M"}""", "2030-02-01T10:00:00")]
    [TestCase("""{"seconds": 3600, "range": {"start": "8:00pm", "end": "9:00pm"}}""", "2026-11-26T20:00:00")]
    [TestCase("""{"seconds": 3600, "range": {"start": "10:00pm", "end": "2:00am"}}""", "2026-11-26T22:00:00", Description = "over midnight")]
    [TestCase("""{"seconds": 3600, "range": {"start": "8:00am", "end": "5:30pm", "invert": true}}""", "2026-11-26T18:00:00")]
    [TestCase("""{"seconds": 3600, "after": "Dec 31, 2027 11:59pm"}""", "2028-01-01T00:00:00")]
    [TestCase("""{"seconds": 3600, "until": "Jan 1, 2020 1:00am"}""", null)]
    [TestCase("""{"seconds": 3600, "skip_explicit": ["2026-11-26T13:00:00"]}""", "2026-11-26T14:00:00")]
    [TestCase("""{"seconds": 3600, "skip_explicit": [{"time": "2026-11-26T13:00:00", "time_fmt": "%Y-%m-%dT%H:%M:%S"}, "2026-11-26T14:00:00"]}""", "2026-11-26T15:00:00")]
    [TestCase("""{"seconds": 3600, "skip_explicit": {"time": "26.11.2026 13:00", "time_fmt": "%d.%m.%Y %H:%M"}}""", "2026-11-26T14:00:00")]
    [TestCase("""{"seconds": 3600, "skip_explicit": [{"time": "005961", "time_fmt": "%f"}]}""", "2026-11-26T13:00:00", Description = "no year is 1900")]
    [TestCase("""{"seconds": 3600, "skip_explicit": [{"time": "0001-01-01", "time_fmt": "%Y-%m-%d"}, {"time": "9999-12-31", "time_fmt": "%F"}]}""", "2026-11-26T13:00:00", Description = "no instants there are")]
    [TestCase("""{"seconds": 3600, "run_explicit": [{"time": "2026-11-26T12:20:00", "time_fmt": "%Y-%m-%dT%H:%M:%S"}]}""", "2026-11-26T12:20:00", Description = "besides its timing")]
    [TestCase("""{"seconds": 3600, "run_explicit": ["2026-11-26T13:20:00", "12:40"]}""", "2026-11-26T12:40:00")]
    [TestCase("""{"seconds": 3600, "run_explicit": ["2026-11-26T12:20:00"], "range": {"start": "12:50", "end": "14:00"}}""", "2026-11-26T13:00:00", Description = "the range holds for it too")]
    [TestCase("""{"hours": 3, "run_explicit": ["2026-11-26T13:30:00"], "range": {"start": "13:00", "end": "14:00"}}""", "2026-11-26T13:30:00")]
    [TestCase("""{"seconds": 3600, "skip_explicit": ["2026-11-26T13:00:00"], "skip_function": "test.echo"}""", "2026-11-26T13:00:00", Description = "something runs then")]
    [TestCase("""{"when": "2026-11-26T14:00:00+01:00"}""", "2026-11-26T13:00:00")]
    [TestCase("""{"when": "15:00 UTC", "timezone": "America/New_York"}""", "2026-11-26T15:00:00")]
    [TestCase("""{"seconds": 3600, "after": "2026-11-26T18:30:00+02:00"}""", "2026-11-26T17:00:00")]
    [TestCase("""{"seconds": 3600, "skip_during_range": {"start": "12:30pm", "end": "3:30pm"}}""", "2026-11-26T16:00:00")]
    [TestCase("""{"seconds": 3600, "skip_during_range": {"start": "12:30pm", "end": "3:30pm"}, "run_after_skip_range": true}""", "2026-11-26T15:30:01")]
    public void It_runs_next(string options, string? next)
    {
        var entry = Parse($$"""{"function": "test.ping", {{options[1..]}}""");

        var time = FireTimes.Next(entry, Context.Now, Context.Now);

        Assert.That(time?.ToString("s"), Is.EqualTo(next));
    }

    [TestCase("13:00:00", "test.echo", Description = "left out by its time")]
    [TestCase("14:00:00", "test.ping")]
    [TestCase("16:00:00", "test.echo", Description = "in the range to skip")]
    [TestCase("22:00:00", "test.echo", Description = "out of its range")]
    public void At_a_time_that_is_left_out_the_skip_function_runs(string time, string function)
    {
        var entry = Parse("""
            {"function": "test.ping", "seconds": 3600, "skip_function": "test.echo", "skip_explicit": ["2026-11-26T13:00:00"],
             "skip_during_range": {"start": "15:30", "end": "16:30"}, "range": {"start": "8:00", "end": "20:00"}}
            """);

        Assert.That(FireTimes.FunctionAt(entry, DateTimeOffset.Parse($"2026-11-26T{time}Z", CultureInfo.InvariantCulture)), Is.EqualTo(function));
    }

    [Test]
    public void Outside_of_an_inverted_range_nothing_runs_instead()
    {
        var entry = Parse("""{"function": "test.ping", "seconds": 3600, "skip_function": "test.echo", "range": {"start": "12:30", "end": "14:30", "invert": true}}""");

        Assert.That(FireTimes.Next(entry, Context.Now, Context.Now), Is.EqualTo(Context.Now.AddHours(3)));
    }

    [TestCase("true", ReturnJob.Keep)]
    [TestCase("false", ReturnJob.None)]
    [TestCase("\"nocache\"", ReturnJob.Tell)]
    public void Returns_are_kept_told_or_neither(string value, ReturnJob expected) =>
        Assert.That(Parse($$"""{"function": "test.ping", "seconds": 5, "return_job": {{value}}}""").ReturnJob, Is.EqualTo(expected));

    [Test]
    public void Periods_do_not_add_up_their_errors()
    {
        var entry = Parse("""{"function": "test.ping", "seconds": 0.7}""");

        var times = FireTimes.NextMany(entry, Context.Now, Context.Now.AddMilliseconds(123), 1000).ToList();

        Assert.That(times[^1], Is.EqualTo(Context.Now.AddSeconds(700)));
    }

    [Test]
    public void Missed_runs_are_those_that_were_due()
    {
        var entry = Parse("""{"function": "test.ping", "cron": "0 * * * *"}""");

        var missed = FireTimes.MissedRuns(entry, Context.Now, Context.Now.AddHours(-3), Context.Now);

        Assert.That(missed.Select(time => time.Hour), Is.EqualTo(new[] { 10, 11, 12 }));
    }

    [TestCase("""{"function": "test.ping", "days": 1, "range": {"start": "Sun noon", "end": "5pm", "invert": null}}""", Description = "found by fuzzing: week by week to the end of time")]
    [TestCase("""{"function": "test.ping", "hours": 800000}""")]
    [TestCase("""{"function": "test.ping", "when": "10:00"}""")]
    public void Runs_come_to_an_end_where_time_does(string entry)
    {
        var parsed = Parse(entry);
        Assert.That(FireTimes.NextMany(parsed, Context.Now, Context.Now, 200).All(time => time > Context.Now), Is.True);
        Assert.That(FireTimes.Next(parsed, Context.Now, DateTimeOffset.MaxValue.AddDays(-1)), Is.Null);
    }

    [TestCase("""{"function": "test.ping", "hours": 309929}""", 0, Description = "found by fuzzing: a thousand such periods are more than there is time")]
    [TestCase("""{"function": "test.ping", "seconds": 0.1}""", 1000, Description = "the newest thousand")]
    [TestCase("""{"function": "test.ping", "minutes": 60}""", 3)]
    public void So_many_runs_were_missed_in_three_hours(string entry, int count) =>
        Assert.That(FireTimes.MissedRuns(Parse(entry), Context.Now.AddHours(-3), Context.Now.AddHours(-3), Context.Now), Has.Count.EqualTo(count));

    [Test]
    public void A_splay_is_even_over_the_fleet()
    {
        var entry = Parse("""{"function": "test.ping", "seconds": 60, "splay": 10}""");
        var splays = Enumerable.Range(0, 10_000).Select(number => FireTimes.Splay(entry, $"minion{number}").TotalSeconds).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(splays, Has.All.InRange(0, 10));
            Assert.That(Enumerable.Range(0, 10).Select(second => splays.Count(splay => (int)splay == second)), Has.All.InRange(850, 1150));
        });
    }

    private static ScheduleEntry Parse(string entry) => ScheduleEntry.Parse("job", JsonElement.Parse(entry), Context);
}

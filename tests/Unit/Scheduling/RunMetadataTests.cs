using System.Text.Json;
using Salt.Shared.Scheduling;

namespace Salt.Tests.Unit.Scheduling;

/// <summary>What the runs of an entry carry as metadata.</summary>
internal sealed class RunMetadataTests
{
    private static readonly ScheduleContext Context = new(
        JsonElement.Parse("{}"), TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [TestCase("", """{"schedule":"j1"}""")]
    [TestCase(""", "metadata": {"why": "test"}""", """{"why":"test","schedule":"j1"}""")]
    [TestCase(""", "metadata": {"schedule": "other"}""", """{"schedule":"j1"}""")]
    public void The_entrys_name_stands_beside_its_own_metadata(string own, string expected)
    {
        var entry = ScheduleEntry.Parse("j1", JsonElement.Parse($$"""{"function": "test.ping", "seconds": 5{{own}}}"""), Context);

        Assert.That(RunMetadata.Of(entry).ToJsonString(), Is.EqualTo(expected));
    }
}

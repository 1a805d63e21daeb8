using System.Text.Json;

namespace Salt.Shared.Scheduling;

/// <summary>What an entry is read against.</summary>
/// <param name="Whens">Times by name, a map, or null.</param>
/// <param name="Zone">Where times are meant that name no zone.</param>
/// <param name="Now">Times without a date are today's.</param>
public sealed record ScheduleContext(JsonElement? Whens, TimeZoneInfo Zone, DateTimeOffset Now);

using System.Text.Json;
using System.Text.Json.Serialization;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Protocol;

/// <summary>A job state by its name (<c>timed_out</c>).</summary>
internal sealed class JobStateConverter : JsonConverter<JobState>
{
    public override JobState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JobStates.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, JobState value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToName());
}

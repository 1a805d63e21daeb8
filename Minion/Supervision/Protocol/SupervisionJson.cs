using System.Text.Json.Serialization;

namespace Salt.Minion.Supervision.Protocol;

/// <summary>The JSON of the status file and of the protocol, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(JidConverter), typeof(JobStateConverter)])]
[JsonSerializable(typeof(StartRecord))]
[JsonSerializable(typeof(EndRecord))]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Notice))]
internal sealed partial class SupervisionJson : JsonSerializerContext;

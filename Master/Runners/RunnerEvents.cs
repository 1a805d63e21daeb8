using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Master.Events;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners;

/// <summary>Tells the event bus about runs of runner functions, in Salt's tags and fields: <c>salt/run/JID/new</c> and
/// <c>salt/run/JID/ret</c>.</summary>
internal sealed class RunnerEvents(EventBus bus)
{
    public void New(RunnerRequest request, Jid jid) => Publish(request, jid, "new", end: null);

    public void Returned(RunnerRequest request, Jid jid, RunnerEnd end) => Publish(request, jid, "ret", end);

    private void Publish(RunnerRequest request, Jid jid, string what, RunnerEnd? end) => bus.Publish($"salt/run/{jid}/{what}", data =>
    {
        data.WriteString("fun", RunnerJobs.Prefix + request.Function);
        data.WritePropertyName("fun_args");
        WriteArguments(data, request);
        data.WriteString("jid", jid.ToString());
        if (end is not null)
        {
            // Where there is no answer, the sentence is Salt's return.
            if (end.Answer is { Return.IsEmpty: true, Failure.Length: > 0 }) data.WriteString("return", end.Answer.Failure);
            else data.WriteForeign("return", end.Answer.Return);
        }

        if (request.Schedule is { } schedule) data.WriteString("schedule", schedule);
        if (end is not null) data.WriteBoolean("success", end.Success);
        data.WriteString("user", request.User);
    });

    private static void WriteArguments(Utf8JsonWriter data, RunnerRequest request)
    {
        data.WriteStartArray();
        foreach (var argument in request.Arg) Write(data, argument);
        if (request.Kwarg.Count > 0) request.Kwarg.WriteTo(data);
        data.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter data, JsonNode? value)
    {
        if (value is null) data.WriteNullValue();
        else value.WriteTo(data);
    }
}

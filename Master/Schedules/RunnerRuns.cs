using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Master.Events;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Master.Schedules;

/// <summary>Runs the runner functions of the master's schedule. Each run has a jid and tells the event bus when it begins
/// and what it returned, as in Salt: <c>salt/run/JID/new</c> and <c>salt/run/JID/ret</c>.</summary>
internal sealed class RunnerRuns(RunnerProgram program, JobIntake intake, EventBus bus, ILogger<RunnerRuns> log)
{
    public async Task RunAsync(ScheduleEntry entry, CancellationToken stopping)
    {
        try
        {
            var jid = intake.NextJid();
            Publish(entry, jid, "new", result: null);
            var result = await program.RunAsync(entry.Function, ArgumentsOf(entry), stopping);
            if (result.ExitCode == 0) log.RunnerDone(entry.Name, entry.Function, jid);
            else log.RunnerFailed(entry.Name, entry.Function, jid, result.ExitCode, result.Errors);
            Publish(entry, jid, "ret", result);
        }
        catch (SaltException e)
        {
            log.NotSubmitted(entry.Name, e.Message);
        }
    }

    private void Publish(ScheduleEntry entry, Jid jid, string what, RunnerResult? result) => bus.Publish($"salt/run/{jid}/{what}", data =>
    {
        data.WriteString("fun", "runner." + entry.Function);
        data.WritePropertyName("fun_args");
        if (entry.Args is { } args) args.WriteTo(data);
        else JsonText.Of(new JsonArray()).WriteTo(data);
        data.WriteString("jid", jid.ToString());
        if (result is not null)
        {
            data.WritePropertyName("return");
            ReturnOf(result).WriteTo(data);
        }

        data.WriteString("schedule", entry.Name);
        if (result is not null) data.WriteBoolean("success", result.ExitCode == 0);
        data.WriteString("user", MasterScheduler.User);
    });

    /// <summary>The value that was printed; what is no JSON as text.</summary>
    private static JsonElement ReturnOf(RunnerResult result)
    {
        try
        {
            return JsonText.Parse(Encoding.UTF8.GetBytes(result.Output));
        }
        catch (JsonException)
        {
            return JsonText.Of(JsonValue.Create(result.Errors.Length > 0 ? result.Errors : result.Output));
        }
    }

    private static List<string> ArgumentsOf(ScheduleEntry entry)
    {
        List<string> words = [];
        if (entry.Args is { ValueKind: JsonValueKind.Array } args) words.AddRange(args.EnumerateArray().Select(Word));
        if (entry.Kwargs is { ValueKind: JsonValueKind.Object } kwargs) words.AddRange(kwargs.EnumerateObject().Select(kwarg => $"{kwarg.Name}={Word(kwarg.Value)}"));
        return words;
    }

    // As somebody would type it.
    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Word)),
        _ => value.ToString(),
    };
}

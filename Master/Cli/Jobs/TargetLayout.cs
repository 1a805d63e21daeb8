using System.Text.Json;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>What became of a job on each minion, as JSON.</summary>
internal static class TargetLayout
{
    /// <summary>Every target with its state: <c>{minion: {state, retcode, ret, reason, start, end}}</c>, then what else
    /// there is to know of it. What is not there yet is null.</summary>
    public static void WriteStates(Utf8JsonWriter json, IEnumerable<TargetView> targets)
    {
        json.WriteStartObject();
        foreach (var target in targets.OrderBy(target => target.Minion, StringComparer.Ordinal))
        {
            var state = JobStates.Parse(target.State);
            json.WriteStartObject(target.Minion);
            json.WriteString("state", target.State);
            if (state.IsEnd() && state != JobState.Undelivered) json.WriteNumber("retcode", target.Retcode);
            else json.WriteNull("retcode");
            WriteReturn(json, "ret", target);
            json.WriteString("reason", target.Reason.Length > 0 ? target.Reason : null);
            json.WriteString("start", target.StartedUs > 0 ? Instants.Iso(target.StartedUs) : null);
            json.WriteString("end", target.EndedUs > 0 ? Instants.Iso(target.EndedUs) : null);
            if (target.Pid > 0) json.WriteNumber("pid", target.Pid);
            if (target.Place > 0) json.WriteNumber("place", target.Place);
            if (target.AwaySinceUs > 0) json.WriteString("away_since", Instants.Iso(target.AwaySinceUs));
            WriteCircumstances(json, target);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Whether there is something that counts as this minion's return.</summary>
    public static bool HasEnded(TargetView target) =>
        JobStates.Parse(target.State) is var state && state.IsEnd() && state != JobState.Undelivered;

    private static void WriteCircumstances(Utf8JsonWriter json, TargetView target)
    {
        if (target.By.Length > 0) json.WriteString("by", target.By);
        if (target.Signal > 0) json.WriteNumber("signal", target.Signal);
        if (target.LeftRunning > 0) json.WriteNumber("left_running", target.LeftRunning);
    }

    private static void WriteReturn(Utf8JsonWriter json, string name, TargetView target)
    {
        json.WritePropertyName(name);
        if (target.Ret.Length > 0) JsonText.Foreign(target.Ret.Memory).WriteTo(json);
        else if (target.State == JobState.Refused.ToName()) json.WriteStringValue(target.Reason);
        else json.WriteNullValue();
    }
}

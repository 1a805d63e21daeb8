using System.Text.Json;
using Salt.Master.Jobs;
using Salt.Shared.Jobs;
using Salt.Shared.Output;

namespace Salt.Master.Runners.Modules;

/// <summary>A job with its returns as <c>jobs.list_job</c> and <c>jobs.print_job</c> lay it out. Values in, JSON out.</summary>
internal static class JobReport
{
    /// <summary>As members of the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, JobLook job)
    {
        job.Head.Write(json);
        json.WritePropertyName("Minions");
        RunnerAnswer.WriteIds(json, job.Minions);
        job.Head.WriteStart(json);
        json.WriteStartObject("Result");
        foreach (var target in job.Targets.Where(IsReturn)) WriteResult(json, target, target.End!);
        json.WriteEndObject();
    }

    /// <summary>What Salt answers where there is no such job.</summary>
    public static void WriteUnknown(Utf8JsonWriter json, Jid jid)
    {
        json.WriteStartObject();
        json.WriteString("jid", jid.ToString());
        json.WriteString("Error", "Cannot contact returner or no job with this jid");
        json.WriteString("StartTime", JobHead.StartTime(jid.ToString()));
        json.WriteStartObject("Result");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Whether there is something that counts as this minion's return.</summary>
    public static bool IsReturn(JobTarget target) => target is { IsEnded: true, State: not JobState.Undelivered, End: not null };

    // Of an end that Salt has no word for, also how it came.
    private static void WriteResult(Utf8JsonWriter json, JobTarget target, JobEnd end)
    {
        json.WriteStartObject(target.Minion.ToString());
        json.WritePropertyName("return");
        if (!end.Ret.IsEmpty) JsonText.Foreign(end.Ret).WriteTo(json);
        else if (end.State == JobState.Refused) json.WriteStringValue(end.Reason);
        else json.WriteNullValue();
        json.WriteNumber("retcode", end.Retcode);
        json.WriteBoolean("success", end.Success);
        if (end.State is JobState.Killed or JobState.TimedOut or JobState.Lost)
        {
            json.WriteString("state", end.State.ToName());
            if (end.Reason.Length > 0) json.WriteString("reason", end.Reason);
            if (end.By.Length > 0) json.WriteString("by", end.By);
            if (end.Signal > 0) json.WriteNumber("signal", end.Signal);
            if (end.LeftRunning > 0) json.WriteNumber("left_running", end.LeftRunning);
        }

        json.WriteEndObject();
    }
}

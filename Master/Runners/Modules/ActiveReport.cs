using System.Text.Json;
using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Runners.Modules;

/// <summary>One job of <c>jobs.active</c>, and what Salt does not know: who waits for what, and who is away. Values in, JSON out.</summary>
internal static class ActiveReport
{
    public static void Write(Utf8JsonWriter json, JobLook job)
    {
        json.WriteStartObject();
        job.Head.Write(json);
        job.Head.WriteStart(json);
        WriteEach(json, "Running", job.Targets.Where(target => target.State == JobState.Running), target => json.WriteNumber(target.Minion.ToString(), target.Pid));
        json.WritePropertyName("Returned");
        RunnerAnswer.WriteIds(json, job.Targets.Where(target => target.IsEnded).Select(target => target.Minion.ToString()));
        var waiting = job.Targets.Where(target => target.State < JobState.Running).ToList();
        if (waiting.Count > 0)
            WriteEach(json, "Waiting", waiting, target => json.WriteString(target.Minion.ToString(), Waiting(job.Head, target)));
        var away = job.Targets.Where(target => target.AwaySinceUs > 0).ToList();
        if (away.Count > 0)
            WriteEach(json, "Away", away, target => json.WriteString(target.Minion.ToString(), Instants.Iso(target.AwaySinceUs)));
        json.WriteEndObject();
    }

    // Why it waits, as far as the master or the minion knows.
    private static string Waiting(JobHead job, JobTarget target) => target switch
    {
        { Place: > 0 } => $"{target.State.ToName()}, place {target.Place}",
        { State: JobState.Queued } when job.ExpiresUs > 0 => $"{target.State.ToName()} until {Instants.Iso(job.ExpiresUs)}",
        _ => target.State.ToName(),
    };

    private static void WriteEach(Utf8JsonWriter json, string name, IEnumerable<JobTarget> targets, Action<JobTarget> writeMember)
    {
        json.WriteStartArray(name);
        foreach (var target in targets)
        {
            json.WriteStartObject();
            writeMember(target);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

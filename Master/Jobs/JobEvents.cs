using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Master.Events;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.Shared.Validation;

namespace Salt.Master.Jobs;

/// <summary>Tells the event bus about jobs, in Salt's tags and fields, and the log.</summary>
internal sealed class JobEvents(EventBus bus, ILogger<JobEvents> log)
{
    /// <param name="missing">Named by a list, but no such minion is known.</param>
    public void New(JobSpec job, IReadOnlyList<MinionId> missing)
    {
        log.Submitted(job.Key.Jid, job.User, job.Fun, job.Targets.Count);
        var tag = $"salt/job/{job.Key.Jid}/new";
        if (!bus.IsHeard(tag)) return;
        bus.Publish(tag, data =>
        {
            data.WriteForeign("arg", Arguments(job));
            data.WriteString("fun", job.Fun);
            data.WriteString("jid", job.Key.Jid.ToString());
            Write(data, "minions", job.Targets);
            Write(data, "missing", missing);
            data.WriteString("tgt", job.Tgt);
            data.WriteString("tgt_type", job.TgtType);
            data.WriteString("user", job.User);
        });
    }

    public void Returned(JobSpec job, MinionId minion, JobEnd end)
    {
        var tag = $"salt/job/{job.Key.Jid}/ret/{minion}";
        if (!bus.IsHeard(tag)) return;
        bus.Publish(tag, data =>
        {
            data.WriteString("cmd", "_return");
            data.WriteString("fun", job.Fun);
            data.WriteForeign("fun_args", Arguments(job));
            data.WriteString("id", minion.ToString());
            data.WriteString("jid", job.Key.Jid.ToString());
            data.WriteNumber("retcode", end.Retcode);
            data.WriteForeign("return", end.Ret);
            data.WriteString("state", end.State.ToName());
            data.WriteBoolean("success", end.Success);
            data.WriteString("user", job.User);
        });
    }

    /// <summary>Of those targets of a turn that the master itself ended: lost, undelivered or cancelled.</summary>
    /// <param name="from">The first step to look at.</param>
    public void Ended(Turn turn, int from = 0)
    {
        foreach (var (job, _, step) in turn.Steps.Skip(from))
        {
            if (step is not { Save: true, Target: { End: { } end } ended } || WordOf(end.State) is not { } word) continue;
            var jid = job.Spec.Key.Jid;
            if (end.State == JobState.Lost) log.Lost(jid, ended.Minion, end.Reason);
            bus.Publish($"salt/job/{jid}/{word}/{ended.Minion}", data =>
            {
                data.WriteString("id", ended.Minion.ToString());
                data.WriteString("jid", jid.ToString());
                data.WriteString("reason", end.Reason);
            });
        }
    }

    private static string? WordOf(JobState state) => state switch
    {
        JobState.Lost => "lost",
        JobState.Undelivered => "undelivered",
        JobState.Killed => "cancelled",
        _ => null,
    };

    /// <summary>As Salt shows them: keywords are a last argument that says so.</summary>
    private static ReadOnlyMemory<byte> Arguments(JobSpec job)
    {
        if (job.Kwarg.Length <= 2 || !IsReadable(job)) return job.Arg;
        using var positional = JsonDocument.Parse(job.Arg);
        using var keywords = JsonDocument.Parse(job.Kwarg);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, EventJson.Options))
        {
            writer.WriteStartArray();
            foreach (var argument in positional.RootElement.EnumerateArray()) argument.WriteTo(writer);
            writer.WriteStartObject();
            writer.WriteBoolean("__kwarg__", true);
            foreach (var keyword in keywords.RootElement.EnumerateObject()) keyword.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    // A record of an earlier version may hold what is not taken any more.
    private static bool IsReadable(JobSpec job) =>
        JsonCheck.Fault(job.Arg, JsonRule.Arguments) is null && JsonCheck.Fault(job.Kwarg, JsonRule.Members) is null;

    private static void Write(Utf8JsonWriter data, string name, IReadOnlyList<MinionId> minions)
    {
        data.WriteStartArray(name);
        foreach (var minion in minions) data.WriteStringValue(minion.ToString());
        data.WriteEndArray();
    }
}

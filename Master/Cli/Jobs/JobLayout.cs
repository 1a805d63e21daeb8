using System.Text.Json;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>Jobs in Salt's layout. Values in, JSON out.</summary>
internal static class JobLayout
{
    /// <summary>One job of a list.</summary>
    public static JsonElement Listed(JobView job) => JsonText.Build(json => HeadOf(job).WriteListed(json));

    /// <summary>A job with what became of it, as members of the object that is open.</summary>
    public static void WriteFull(Utf8JsonWriter json, JobSnapshot snapshot, Action<Utf8JsonWriter> writeResult)
    {
        var head = HeadOf(snapshot.Job);
        head.Write(json);
        json.WriteStartArray("Minions");
        foreach (var minion in snapshot.Job.Targets.Order(StringComparer.Ordinal)) json.WriteStringValue(minion);
        json.WriteEndArray();
        head.WriteStart(json);
        json.WritePropertyName("Result");
        writeResult(json);
    }

    private static JobHead HeadOf(JobView job) => new(
        job.Jid, job.Fun, job.Arg.Memory, job.Kwarg.Memory, job.Tgt, job.TgtType, job.User, job.Metadata.Memory)
    {
        BatchSize = job.BatchSize,
        BatchWait = TimeSpan.FromMilliseconds(job.BatchWaitMs),
        FailLimit = job.FailLimit,
        ExpiresUs = job.ExpiresUs,
    };
}

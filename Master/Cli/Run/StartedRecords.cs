using System.Runtime.CompilerServices;
using Google.Protobuf;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run -P 0</c>: what a target returns is that it has started, and where its results will be. A job that was
/// accepted went well, whatever becomes of it.</summary>
internal static class StartedRecords
{
    /// <summary>The events up to the moment where every target was accepted, or has ended without.</summary>
    public static async IAsyncEnumerable<JobEvent> OfAsync(
        IAsyncEnumerable<JobEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var jid = "";
        var open = new HashSet<string>();
        await foreach (var e in events.WithCancellation(cancellationToken))
        {
            if (e.Submitted is { } job)
            {
                jid = job.Jid;
                open.UnionWith(job.Targets);
            }

            yield return e.Target is { } target ? new JobEvent { Target = Started(jid, target) } : e;

            // A master that came back tells of the job to its end.
            if (e.Target is { } known && IsSettled(known) && open.Remove(known.Minion) && open.Count == 0) yield break;
        }
    }

    private static TargetView Started(string jid, TargetView target)
    {
        if (!IsSettled(target) || !HasStarted(target)) return target;
        var started = target.Clone();
        if (target.AcceptedUs != 0 || !JobStates.Parse(target.State).IsEnd()) started.State = JobState.Succeeded.ToName();
        started.Ret = Record(jid, target);
        return started;
    }

    private static bool IsSettled(TargetView target) => JobStates.Parse(target.State) >= JobState.Accepted;

    private static bool HasStarted(TargetView target) =>
        JobStates.Parse(target.State) is not (JobState.Refused or JobState.Undelivered);

    private static ByteString Record(string jid, TargetView target) => ByteString.CopyFromUtf8(JsonText.Compact(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("started", 1);
        json.WriteNumber("finished", JobStates.Parse(target.State).IsEnd() ? 1 : 0);
        json.WriteString("jid", jid);
        if (target.ResultsFile.Length > 0) json.WriteString("results_file", target.ResultsFile);
        json.WriteEndObject();
    }));
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Everything that the master has on record, as it tells an operator.</summary>
/// <param name="Jobs">As it shows each one; one that is listed twice is here twice.</param>
/// <param name="Targets">What it tells of each job's targets, in its order.</param>
internal sealed record History(IReadOnlyList<JobView> Jobs, IReadOnlyDictionary<string, IReadOnlyList<TargetView>> Targets)
{
    private const int AtOnce = 4;

    public static async Task<History> ReadAsync(Control.ControlClient control)
    {
        var jobs = new List<JobView>();
        using (var call = control.ListJobs(new ListJobsRequest()))
        {
            await foreach (var job in call.ResponseStream.ReadAllAsync()) jobs.Add(job);
        }

        var whole = new ConcurrentDictionary<string, JobView>();
        var targets = new ConcurrentDictionary<string, IReadOnlyList<TargetView>>();
        await Parallel.ForEachAsync(
            jobs.Select(job => job.Jid).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (jid, _) => (whole[jid], targets[jid]) = await ShowAsync(control, jid));
        return new History([.. jobs.Select(job => whole[job.Jid])], targets);
    }

    /// <summary>The token in a job's metadata; empty: it has none.</summary>
    public static string TokenOf(JobView job) =>
        job.Metadata.Length > 0 ? (string?)JsonNode.Parse(job.Metadata.Span)?["token"] ?? "" : "";

    private static async Task<(JobView Job, IReadOnlyList<TargetView> Targets)> ShowAsync(Control.ControlClient control, string jid)
    {
        JobView? job = null;
        var targets = new List<TargetView>();
        using var call = control.ShowJob(new ShowJobRequest { Jid = jid });
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            job ??= part.Submitted;
            if (part.KindCase is JobEvent.KindOneofCase.Target) targets.Add(part.Target);
        }

        return (job ?? throw new InvalidOperationException($"the master lists {jid}, and shows nothing of it"), targets);
    }
}

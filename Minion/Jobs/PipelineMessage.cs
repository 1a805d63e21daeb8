using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What the pipeline is told, by the stream, the supervisor, its own workers and functions.</summary>
internal abstract record PipelineMessage
{
    public sealed record Offered(PublishedJob Job) : PipelineMessage;

    public sealed record Granted(Jid Jid, string Issuer) : PipelineMessage;

    public sealed record Withdrawn(Jid Jid, string Issuer) : PipelineMessage;

    public sealed record Stored(Jid Jid, string Issuer) : PipelineMessage;

    public sealed record StreamOpens(TaskCompletionSource<IReadOnlyList<JobProgress>> Held) : PipelineMessage;

    public sealed record Admitted(PublishedJob Job) : PipelineMessage;

    public sealed record Refused(PublishedJob Job, RefusedException Why) : PipelineMessage;

    /// <summary>The daemon's own function is done.</summary>
    public sealed record Answered(JobReturn Return) : PipelineMessage;

    /// <summary>The return of a scheduled job without a folder now has one. <paramref name="Written"/>: it came to that.</summary>
    public sealed record Kept(JobReturn Return, bool Written) : PipelineMessage;

    /// <summary>The supervisor could not be reached.</summary>
    public sealed record NotLaunched(Jid Jid) : PipelineMessage;

    /// <summary>It turned out that the job cannot start.</summary>
    public sealed record NotStartable(Jid Jid, string Why) : PipelineMessage;

    public sealed record Reported(SupervisorReport Report) : PipelineMessage;

    /// <summary>The return of a job that had a folder is made. <paramref name="Written"/>: it is in the folder.</summary>
    public sealed record Finished(JobReturn Return, bool Written) : PipelineMessage;

    public sealed record Signalled(Jid Jid, int Signal, string By, TaskCompletionSource<string> Answer) : PipelineMessage;

    /// <summary>Look after those that wait.</summary>
    public sealed record Tick : PipelineMessage;

    /// <summary>Answer, to show that the loop is alive.</summary>
    public sealed record Ping(TaskCompletionSource<bool> Answer) : PipelineMessage;
}

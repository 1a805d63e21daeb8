using Salt.Master.Targeting;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Turns a request into the job that is written: checked, with its jid and the defaults filled in.</summary>
internal sealed class JobIntake(DiskSpace disk, JobsOptions options, TimeProvider clock)
{
    private static readonly ReadOnlyMemory<byte> NoArguments = "[]"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> NoKeywords = "{}"u8.ToArray();

    private JidIssuer? _jids;

    /// <param name="last">The newest jid in history.</param>
    public void ContinueFrom(Jid last) => _jids = new JidIssuer(clock, last, JidSide.Master);

    /// <summary>Newer than that of every job and every run.</summary>
    /// <exception cref="SaltException">Unavailable: the master is starting.</exception>
    public Jid NextJid() => Jids.Issue();

    private JidIssuer Jids => _jids ?? throw new SaltException(Failure.Unavailable, "the master is starting: try again");

    /// <exception cref="SaltException">BadRequest: what is wrong with the request. Unavailable: no room for it.</exception>
    public JobSpec Make(JobRequest request, ResolvedTarget target)
    {
        var jids = Jids;
        disk.Require();
        var jid = jids.Issue();
        return new JobSpec
        {
            Key = new JobKey(options.Issuer, jid),
            Fun = request.Fun,
            Arg = request.Arg.IsEmpty ? NoArguments : request.Arg,
            Kwarg = request.Kwarg.IsEmpty ? NoKeywords : request.Kwarg,
            Tgt = request.Tgt,
            TgtType = target.Kind,
            User = request.User,
            Via = request.Via,
            LimitSeconds = request.LimitSeconds,
            Metadata = request.Metadata,
            AcceptTimeout = request.AcceptTimeout > TimeSpan.Zero ? request.AcceptTimeout : options.AcceptTimeout,
            Batch = Batch(request, target.Minions.Count),
            // From the jid, whose age is what minions go by.
            Expires = request.KeepFor > TimeSpan.Zero ? jid.Time + request.KeepFor : null,
            Targets = target.Minions,
        };
    }

    /// <exception cref="SaltException">BadRequest: what is wrong with the request.</exception>
    public void Check(JobRequest request) => JobRequestRules.Check(request, options.JobMax, options.KeepJobs);

    private static JobBatch? Batch(JobRequest request, int targets)
    {
        var size = BatchWindow.Count(request.BatchSize, request.BatchPercent, targets);
        var failLimit = BatchWindow.Count(request.FailLimit, request.FailLimitPercent, targets);
        return size == 0 && failLimit == 0 ? null : new JobBatch(size, request.BatchWait, failLimit);
    }
}

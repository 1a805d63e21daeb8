using Google.Protobuf;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>From the master's own words to the messages of Control.</summary>
internal static class ControlMessages
{
    public static JobView View(JobSpec job)
    {
        var view = new JobView
        {
            Issuer = job.Key.Issuer,
            Jid = job.Key.Jid.ToString(),
            Fun = job.Fun,
            Arg = Bytes(job.Arg),
            Kwarg = Bytes(job.Kwarg),
            Tgt = job.Tgt,
            TgtType = job.TgtType,
            User = job.User,
            LimitSeconds = job.LimitSeconds,
            Metadata = Bytes(job.Metadata),
            BatchSize = job.Batch?.Size ?? 0,
            BatchWaitMs = (uint)(job.Batch?.Wait.TotalMilliseconds ?? 0),
            FailLimit = job.Batch?.FailLimit ?? 0,
            ExpiresUs = job.Expires?.ToUnixMicroseconds() ?? 0,
            TargetCount = (uint)job.Targets.Count,
            AcceptTimeoutMs = (uint)job.AcceptTimeout.TotalMilliseconds,
        };
        view.Targets.Add(job.Targets.Select(t => t.ToString()));
        return view;
    }

    /// <summary>For a list: without its targets.</summary>
    public static JobView View(StoredJob job)
    {
        var view = View(job.Spec);
        view.TargetCount = (uint)job.TargetCount;
        view.EndedUs = job.EndedUs;
        return view;
    }

    /// <summary>With those targets that are asked for.</summary>
    public static JobView View(JobRecord job)
    {
        var view = View(job.Spec with { Targets = job.Minions });
        view.TargetCount = (uint)job.Spec.Targets.Count;
        view.EndedUs = job.EndedUs;
        return view;
    }

    /// <summary>The request's own words: there is no job where nothing matched.</summary>
    public static JobView NoJob(RunRequest request) => new()
    {
        Fun = request.Fun,
        Arg = request.Arg,
        Kwarg = request.Kwarg,
        Tgt = request.Tgt,
        TgtType = request.TgtType,
    };

    public static TargetView View(Jid jid, JobTarget target, bool withReturn)
    {
        var end = target.End;
        var view = new TargetView
        {
            Jid = jid.ToString(),
            Minion = target.Minion.ToString(),
            State = target.State.ToName(),
            Pid = target.Pid,
            Place = target.Place,
            StartedUs = target.StartedUs,
            AwaySinceUs = target.AwaySinceUs,
            OfferedUs = target.OfferedUs,
            AcceptedUs = target.AcceptedUs,
            StoredUs = target.StoredUs,
        };
        if (end is null) return view;
        view.Retcode = end.Retcode;
        view.Success = end.Success;
        view.Reason = end.Reason;
        view.EndedUs = end.EndedUs;
        view.Signal = end.Signal;
        view.By = end.By;
        view.LeftRunning = end.LeftRunning;
        view.OutputBytes = end.OutputBytes;
        if (withReturn) view.Ret = Bytes(end.Ret);
        else view.RetOmitted = target.RetInStore || !end.Ret.IsEmpty;
        return view;
    }

    private static ByteString Bytes(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}

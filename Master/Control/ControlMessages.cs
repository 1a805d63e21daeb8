using Google.Protobuf;
using Salt.Master.Authority;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>Between the messages of Control and the master's own words.</summary>
internal static class ControlMessages
{
    public static JobRequest Request(RunRequest request, Peer.Operator caller) => new()
    {
        Tgt = request.Tgt,
        TgtType = request.TgtType,
        Delimiter = DelimiterOf(request.Delimiter),
        Fun = request.Fun,
        Arg = request.Arg.Memory,
        Kwarg = request.Kwarg.Memory,
        User = caller.User,
        Via = caller.Via,
        AcceptTimeout = TimeSpan.FromMilliseconds(request.AcceptTimeoutMs),
        LimitSeconds = request.LimitSeconds,
        Metadata = request.Metadata.Memory,
        BatchSize = request.BatchSize,
        BatchPercent = request.BatchPercent,
        BatchWait = TimeSpan.FromMilliseconds(request.BatchWaitMs),
        FailLimit = request.FailLimit,
        FailLimitPercent = request.FailLimitPercent,
        KeepFor = TimeSpan.FromSeconds(request.QueueSeconds),
    };

    /// <exception cref="SaltException">BadRequest.</exception>
    public static Jid JidOf(string text) => Jid.TryParse(text, out var jid)
        ? jid
        : throw new SaltException(Failure.BadRequest, $"'{text}' is not a jid (20 digits, a UTC time)");

    /// <exception cref="SaltException">BadRequest: it is no single character.</exception>
    public static char? DelimiterOf(string text) => text.Length switch
    {
        0 => null,
        1 => text[0],
        _ => throw new SaltException(Failure.BadRequest, $"the delimiter is '{text}'; it has to be one character"),
    };

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

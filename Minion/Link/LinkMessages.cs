using Google.Protobuf;
using Salt.Minion.Jobs;
using Salt.Minion.Output;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;
using Salt.V1;
using JobReturn = Salt.Minion.Spool.JobReturn;

namespace Salt.Minion.Link;

/// <summary>Between the wire's messages and the minion's own types.</summary>
internal static class LinkMessages
{
    /// <summary>A piece of a return: small enough that a heartbeat between two of them is never late, and that neither side
    /// has it among its large objects, which are collected seldom.</summary>
    private const int ChunkSize = 64 << 10;

    public static MinionMessage ToMessage(JobProgress progress) => progress.IsOver ? ToOver(progress) : new()
    {
        Update = new JobUpdate
        {
            Issuer = progress.Issuer,
            Jid = progress.Jid.ToString(),
            State = progress.State.ToName(),
            Place = (uint)progress.Place,
            Pid = progress.Pid,
            StartedUs = progress.Started is { } started ? started.ToUnixMicroseconds() : 0,
            Job = progress.Own is { } own ? ToJob(own) : null,
        },
    };

    private static MinionMessage ToOver(JobProgress progress) => new() { RunOver = new RunOver { Jid = progress.Jid.ToString() } };

    public static V1.HeldJob ToHeldJob(JobProgress progress) => new()
    {
        Issuer = progress.Issuer,
        Jid = progress.Jid.ToString(),
        State = progress.State.ToName(),
        Pid = progress.Pid,
        Place = (uint)progress.Place,
        Job = progress.Own is { } own ? ToJob(own) : null,
        StartedUs = progress.Started is { } started ? started.ToUnixMicroseconds() : 0,
    };

    /// <summary>The head goes with the first chunk; an empty return has one chunk too.</summary>
    /// <param name="issuer">In place of an issuer that damage on this side has made unknown.</param>
    /// <param name="own">The job, if this minion issued it.</param>
    /// <exception cref="IOException">It cannot be read to its end.</exception>
    public static IEnumerable<MinionMessage> ToChunks(OpenReturn opened, string issuer, PublishedJob? own)
    {
        var end = opened.End;
        for (var offset = 0L; offset == 0 || offset < opened.Size; offset += ChunkSize)
        {
            var data = new byte[Math.Min(ChunkSize, opened.Size - offset)];
            opened.Read(offset, data);
            yield return new MinionMessage
            {
                Return = new V1.JobReturn
                {
                    Issuer = end.Issuer.Length > 0 ? end.Issuer : issuer,
                    Jid = end.Jid.ToString(),
                    Head = offset == 0 ? ToHead(end, opened.Size, own) : null,
                    Data = UnsafeByteOperations.UnsafeWrap(data),
                    Last = offset + data.Length == opened.Size,
                },
            };
        }
    }

    public static MinionMessage ToMessage(OutputPart part)
    {
        var chunk = new OutputChunk
        {
            Reader = part.Reader,
            Stream = part.Stream.ToName(),
            Offset = (ulong)part.Offset,
            Data = UnsafeByteOperations.UnsafeWrap(part.Data),
        };
        if (part.Last is { } totals)
        {
            chunk.Last = true;
            chunk.StdoutSize = (ulong)totals.Stdout;
            chunk.StderrSize = (ulong)totals.Stderr;
            chunk.Absent = totals.Absent;
        }

        return new MinionMessage { Output = chunk };
    }

    private static ReturnHead ToHead(JobReturn end, long size, PublishedJob? own) => new()
    {
        Fun = end.Fun,
        State = end.State.ToName(),
        Retcode = end.Retcode,
        Success = end.State == JobState.Succeeded,
        Reason = end.Reason,
        StartedUs = end.Started is { } started ? started.ToUnixMicroseconds() : 0,
        EndedUs = end.Ended.ToUnixMicroseconds(),
        Size = (ulong)size,
        Signal = end.Signal,
        By = end.By,
        LeftRunning = (uint)end.LeftRunning,
        OutputBytes = (ulong)end.OutputBytes,
        Pid = end.Pid,
        Job = own is null ? null : ToJob(own),
    };

    private static Job ToJob(PublishedJob own) => new()
    {
        Issuer = own.Issuer,
        Jid = own.Jid.ToString(),
        Fun = own.Fun,
        Arg = UnsafeByteOperations.UnsafeWrap(own.Arg),
        Kwarg = UnsafeByteOperations.UnsafeWrap(own.Kwarg),
        Tgt = own.Tgt,
        TgtType = own.TgtType,
        User = own.User,
        LimitSeconds = (uint)(own.Limit?.TotalSeconds ?? 0),
        Metadata = UnsafeByteOperations.UnsafeWrap(own.Metadata),
    };
}

using Google.Protobuf;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>From the master's own words to the messages of the stream.</summary>
internal static class HubMessages
{
    public static MasterMessage Offer(JobSpec job) => new()
    {
        Offer = new Offer
        {
            Job = new Job
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
            },
        },
    };

    public static MasterMessage Start(JobKey key) => new() { Start = new Start { Issuer = key.Issuer, Jid = key.Jid.ToString() } };

    public static MasterMessage Withdraw(JobKey key) =>
        new() { Withdraw = new Withdraw { Issuer = key.Issuer, Jid = key.Jid.ToString() } };

    public static MasterMessage Stored(JobKey key) => new() { Stored = new Stored { Issuer = key.Issuer, Jid = key.Jid.ToString() } };

    public static MasterMessage Credit(uint returns) => new() { Credit = new Credit { Returns = returns } };

    public static MasterMessage ComeBackLater(TimeSpan after, string reason) =>
        new() { ComeBackLater = new ComeBackLater { AfterMs = (uint)after.TotalMilliseconds, Reason = reason } };

    /// <summary>A minion whose messages do not follow each other as they must: its stream ends.</summary>
    public static SaltException Fault(string what) => new(Failure.BadRequest, $"the minion broke the protocol: {what}");

    private static ByteString Bytes(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}

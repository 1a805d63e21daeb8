using System.Text.Json;
using Google.Protobuf;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.V1;
using HeldJob = Salt.Master.Jobs.HeldJob;

namespace Salt.Master.Sessions;

/// <summary>Between the messages of the stream and the master's own words. What does not fit the contract is a fault
/// of the minion's, and ends its stream.</summary>
internal static class HubMessages
{
    private const int LongestPath = 4096;

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

    public static HeldJob Held(MinionId minion, Salt.V1.HeldJob held)
    {
        var key = Key(held.Issuer, held.Jid);
        return new(key, State(held.State), held.Pid, held.Place)
        {
            Own = held.Job is null ? null : Own(key, minion, held.Job, held.Pid, held.StartedUs),
        };
    }

    /// <summary>A job that the minion issued itself and that runs.</summary>
    public static OwnRun Own(JobKey key, MinionId minion, Job job, int pid, long startedUs) => new(Published(key, minion, job), pid, startedUs);

    /// <exception cref="SaltException">BadRequest.</exception>
    public static JobKey Key(string issuer, string jid) => Jid.TryParse(jid, out var parsed) && issuer.Length is > 0 and <= 253
        ? new JobKey(issuer, parsed)
        : throw Fault($"'{issuer}/{jid}' names no job");

    /// <exception cref="SaltException">BadRequest.</exception>
    public static JobState State(string name)
    {
        try
        {
            return JobStates.Parse(name);
        }
        catch (FormatException e)
        {
            throw Fault(e.Message);
        }
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static ReturnedJob Returned(MinionId minion, JobReturn first, ReadOnlyMemory<byte> ret)
    {
        var head = first.Head;
        var key = Key(first.Issuer, first.Jid);
        var state = State(head.State);
        if (!state.IsEnd() || state == JobState.Undelivered) throw Fault($"'{head.State}' is no end that a minion can report");
        var end = new JobEnd
        {
            State = state,
            Retcode = head.Retcode,
            Success = head.Success,
            Ret = ret,
            Reason = head.Reason,
            Pid = head.Pid,
            StartedUs = head.StartedUs,
            EndedUs = head.EndedUs,
            Signal = head.Signal,
            By = head.By,
            LeftRunning = head.LeftRunning,
            OutputBytes = head.OutputBytes,
        };
        return new ReturnedJob(key, head.Fun, end, head.Job is { } job ? Published(key, minion, job) : null);
    }

    /// <exception cref="SaltException">BadRequest: it is no JSON object.</exception>
    public static ReadOnlyMemory<byte> Object(ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read()) return json;
        }
        catch (JsonException e)
        {
            throw Fault($"grains that are not JSON: {e.Message}");
        }

        throw Fault("grains that are no JSON object");
    }

    /// <summary>A path on the minion's machine, to be shown and never opened; empty where it is none.</summary>
    public static string Folder(string path) =>
        path.StartsWith('/') && path.Length <= LongestPath && !path.Any(char.IsControl) ? path.TrimEnd('/') : "";

    public static SaltException Fault(string what) => new(Failure.BadRequest, $"the minion broke the protocol: {what}");

    /// <summary>A job that the minion issued itself: its only target is that minion.</summary>
    private static JobSpec Published(JobKey key, MinionId minion, Job job) => new()
    {
        Key = key,
        Fun = job.Fun,
        Arg = job.Arg.Memory,
        Kwarg = job.Kwarg.Memory,
        Tgt = job.Tgt,
        TgtType = job.TgtType,
        User = job.User,
        LimitSeconds = job.LimitSeconds,
        Metadata = job.Metadata.Memory,
        Targets = [minion],
    };

    private static ByteString Bytes(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}

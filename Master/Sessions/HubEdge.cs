using System.Text;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.Shared.Validation;
using Salt.V1;
using HeldJob = Salt.Master.Jobs.HeldJob;
using OutputPart = Salt.Master.Output.OutputPart;

namespace Salt.Master.Sessions;

/// <summary>The one door for what minions say on their streams: from the wire's messages to the master's own values, or to
/// what is wrong with them. Behind it nothing is checked again.</summary>
internal static class HubEdge
{
    private const int MostPids = int.MaxValue;
    private const int MostSignals = 64;
    private const int CsrMax = 4096;
    private const int Sha256Length = 32;

    /// <summary>The function's name of a return that does not say, or says badly, what was run.</summary>
    private const string NoFunction = "";

    public static (HelloFacts? Facts, Violation? Violation) Hello(Hello hello)
    {
        var check = new MessageCheck("hello");
        check.Count("jobs", hello.Jobs.Count, WireLimits.HeldJobs);
        var facts = new HelloFacts
        {
            Version = check.Name("version", hello.Version, WireLimits.Name),
            MachineId = check.Name("machine_id", hello.MachineId, WireLimits.MachineId),
            Grains = Grains(check, hello.Grains.Memory),
            JobsFolder = Folder(hello.JobsFolder),
            IsFresh = hello.Fresh,
            Jobs = check.IsKept ? hello.Jobs.Select(held => Held(check, held)).ToList() : [],
        };
        check.Name("boot_id", hello.BootId, WireLimits.MachineId);
        return check.IsKept ? (facts, null) : (null, check.Violation);
    }

    public static (ReadOnlyMemory<byte> Grains, Violation? Violation) Grains(Grains grains)
    {
        var check = new MessageCheck("grains");
        var json = Grains(check, grains.Grains_.Memory);
        return (json, check.Violation);
    }

    /// <summary>Of a call of its own, where none need be sent.</summary>
    public static (ReadOnlyMemory<byte> Grains, Violation? Violation) Grains(PillarRequest request)
    {
        var check = new MessageCheck("pillar");
        var json = check.Json("grains", request.Grains.Memory, JsonRule.Members);
        return (json, check.Violation);
    }

    public static Violation? Enroll(EnrollRequest request)
    {
        var check = new MessageCheck("enroll");
        check.Bytes("csr", request.Csr.Memory, CsrMax);
        check.Name("id", request.Id, WireLimits.Name);
        check.Name("token", request.Token, WireLimits.Name);
        check.Name("machine_id", request.MachineId, WireLimits.MachineId);
        return check.Violation;
    }

    public static Violation? Renew(RenewRequest request)
    {
        var check = new MessageCheck("renew");
        check.Bytes("csr", request.Csr.Memory, CsrMax);
        return check.Violation;
    }

    public static Violation? Files(ListFilesRequest request)
    {
        var check = new MessageCheck("list_files");
        check.Name("saltenv", request.Saltenv, WireLimits.Name);
        return check.Violation;
    }

    public static Violation? File(GetFileRequest request)
    {
        var check = new MessageCheck("get_file");
        check.Name("saltenv", request.Saltenv, WireLimits.Name);
        check.Text("path", request.Path, WireLimits.Path);
        check.Bytes("sha256", request.Sha256.Memory, Sha256Length);
        return check.Violation;
    }

    public static (Progress? Progress, Violation? Violation) Update(JobUpdate update)
    {
        var check = new MessageCheck("update");
        var progress = new Progress(
            Key(check, update.Issuer, update.Jid),
            check.State("state", update.State),
            (uint)check.Range("place", update.Place, 0, int.MaxValue),
            check.Range("pid", update.Pid, 0, MostPids),
            check.Time("started_us", update.StartedUs));
        if (check.IsKept && progress.State is not (JobState.Accepted or JobState.Running)) check.Fail("state", $"is '{update.State}', which is no progress of a job");
        return check.IsKept ? (progress, null) : (null, check.Violation);
    }

    public static (OutputPart? Part, Violation? Violation) Output(OutputChunk chunk)
    {
        var check = new MessageCheck("output");
        if (!StreamNames.TryParse(chunk.Stream, out var stream)) check.Fail("stream", $"is '{PlainLine.Of(chunk.Stream, WireLimits.MachineId)}', which is no stream of a job");
        if (chunk.Offset > long.MaxValue - (ulong)chunk.Data.Length) check.Fail("offset", $"is {chunk.Offset}");
        var totals = new OutputTotals(check.Size("stdout_size", chunk.StdoutSize), check.Size("stderr_size", chunk.StderrSize), chunk.Absent);
        return check.IsKept
            ? (new OutputPart(stream, (long)chunk.Offset, chunk.Data.Memory, chunk.Last ? totals : null), null)
            : (null, check.Violation);
    }

    /// <summary>The head of a return, which comes with its first chunk.</summary>
    /// <returns>Null: it does not even name a job. With a violation: that job has failed by it.</returns>
    public static (ReturnedJob? Returned, Violation? Violation) Returned(MinionId minion, JobReturn first, long nowUs)
    {
        var check = new MessageCheck("return");
        var key = Key(check, first.Issuer, first.Jid);
        if (!check.IsKept) return (null, check.Violation);

        if (first.Head is not { } head)
        {
            check.Fail("head", "is missing");
            return (null, check.Violation);
        }

        var fun = check.Name("head.fun", head.Fun, WireLimits.Function);
        fun = check.IsKept ? fun : NoFunction;
        var end = new JobEnd
        {
            State = check.State("head.state", head.State),
            Retcode = head.Retcode,
            Success = head.Success,
            Reason = MessageCheck.Sentence(head.Reason),
            Pid = check.Range("head.pid", head.Pid, 0, MostPids),
            StartedUs = check.Time("head.started_us", head.StartedUs),
            EndedUs = check.Time("head.ended_us", head.EndedUs),
            Signal = check.Range("head.signal", head.Signal, 0, MostSignals),
            By = MessageCheck.Sentence(head.By),
            LeftRunning = (uint)check.Range("head.left_running", head.LeftRunning, 0, int.MaxValue),
            OutputBytes = (ulong)check.Size("head.output_bytes", head.OutputBytes),
        };
        check.Size("head.size", head.Size);
        if (check.IsKept && (!end.State.IsEnd() || end.State == JobState.Undelivered)) check.Fail("head.state", $"is '{head.State}', which is no end that a minion can report");
        var published = head.Job is { } job ? Published(check, key, minion, job) : null;
        var returned = new ReturnedJob(key, fun, end, published);
        return check.Violation is { } violation ? (Failed(returned, minion, violation, nowUs), violation) : (returned, null);
    }

    /// <summary>The whole return, once its bytes are there.</summary>
    public static (ReturnedJob Returned, Violation? Violation) Whole(ReturnedJob returned, MinionId minion, ReadOnlyMemory<byte> ret, long nowUs)
    {
        var check = new MessageCheck("return");
        check.Json("data", ret, JsonRule.Return);
        return check.Violation is { } violation
            ? (Failed(returned, minion, violation, nowUs), violation)
            : (returned with { End = returned.End with { Ret = ret } }, null);
    }

    /// <summary>What a return comes to that breaks a rule: its job's end on this minion is known, and nothing else of it.</summary>
    private static ReturnedJob Failed(ReturnedJob returned, MinionId minion, Violation violation, long nowUs)
    {
        var sentence = $"The minion's return cannot be read and was dropped by the master: {violation}";
        var end = new JobEnd
        {
            State = JobState.Failed,
            Retcode = 1,
            Ret = JsonString(sentence),
            Reason = sentence,
            EndedUs = nowUs,
        };
        var published = returned.Published is null ? null : new JobSpec
        {
            Key = returned.Key,
            Fun = returned.Fun,
            Tgt = minion.ToString(),
            TgtType = "list",
            User = "",
            Targets = [minion],
        };
        return returned with { End = end, Published = published };
    }

    private static ReadOnlyMemory<byte> JsonString(string sentence) =>
        Encoding.UTF8.GetBytes(JsonText.Compact(json => json.WriteStringValue(sentence)));

    private static JobKey Key(MessageCheck check, string issuer, string jid) => new(check.Issuer("issuer", issuer), check.Jid("jid", jid));

    private static HeldJob Held(MessageCheck check, V1.HeldJob held) => new(
        Key(check, held.Issuer, held.Jid),
        check.State("jobs.state", held.State),
        check.Range("jobs.pid", held.Pid, 0, MostPids),
        (uint)check.Range("jobs.place", held.Place, 0, int.MaxValue));

    private static ReadOnlyMemory<byte> Grains(MessageCheck check, ReadOnlyMemory<byte> grains)
    {
        if (grains.IsEmpty) check.Fail("grains", "is no JSON object");
        return check.Json("grains", grains, JsonRule.Members);
    }

    /// <summary>A job that the minion issued itself: its only target is that minion.</summary>
    private static JobSpec Published(MessageCheck check, JobKey key, MinionId minion, Job job)
    {
        // The return names the job; what the job says of that has to agree, or to be left out.
        if (job.Issuer.Length > 0 && job.Issuer != key.Issuer) check.Fail("head.job.issuer", "is not the return's");
        if (job.Jid.Length > 0 && job.Jid != key.Jid.ToString()) check.Fail("head.job.jid", "is not the return's");
        var plain = new JobSpec
        {
            Key = key,
            Fun = check.Name("head.job.fun", job.Fun, WireLimits.Function),
            Tgt = check.Text("head.job.tgt", job.Tgt, WireLimits.Target),
            TgtType = check.Name("head.job.tgt_type", job.TgtType, WireLimits.Name),
            User = check.Name("head.job.user", job.User, WireLimits.Name),
            LimitSeconds = job.LimitSeconds,
            Metadata = check.Json("head.job.metadata", job.Metadata.Memory, JsonRule.Members),
            Targets = [minion],
        };
        var arg = check.Json("head.job.arg", job.Arg.Memory, JsonRule.Arguments);
        var kwarg = check.Json("head.job.kwarg", job.Kwarg.Memory, JsonRule.Members);
        return plain with { Arg = arg.IsEmpty ? plain.Arg : arg, Kwarg = kwarg.IsEmpty ? plain.Kwarg : kwarg };
    }

    /// <summary>A path on the minion's machine, to be shown and never opened; empty where it is none.</summary>
    private static string Folder(string path) =>
        path.StartsWith('/') && path.Length <= WireLimits.Path && PlainLine.IsPlain(path) ? path.TrimEnd('/') : "";
}

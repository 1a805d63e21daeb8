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

    public static (HelloFacts? Facts, Violation? Violation) Hello(MinionId minion, Hello hello)
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
            Jobs = check.IsKept ? hello.Jobs.Select(held => Held(check, minion, held)).ToList() : [],
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

    public static (PillarQuestion? Question, Violation? Violation) Pillar(PillarRequest request)
    {
        var check = new MessageCheck("pillar");
        var question = new PillarQuestion(
            check.Json("grains", request.Grains.Memory, JsonRule.Members),
            check.Name("pillarenv", request.Pillarenv, WireLimits.Name));
        return check.IsKept ? (question, null) : (null, check.Violation);
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

    public static (Progress? Progress, Violation? Violation) Update(MinionId minion, JobUpdate update)
    {
        var check = new MessageCheck("update");
        var progress = new Progress(
            Key(check, update.Issuer, update.Jid),
            check.State("state", update.State),
            (uint)check.Range("place", update.Place, 0, int.MaxValue),
            check.Range("pid", update.Pid, 0, MostPids),
            check.Time("started_us", update.StartedUs));
        if (update.Job is { } job) progress = progress with { Own = new OwnRun(Running(check, "job", progress.Key, minion, job), progress.Pid, progress.StartedUs) };
        if (check.IsKept && progress.State is not (JobState.Accepted or JobState.Running)) check.Fail("state", $"is '{update.State}', which is no progress of a job");
        return check.IsKept ? (progress, null) : (null, check.Violation);
    }

    public static (Jid? Jid, Violation? Violation) Over(RunOver over)
    {
        var check = new MessageCheck("run_over");
        var jid = check.Jid("jid", over.Jid);
        return check.IsKept ? (jid, null) : (null, check.Violation);
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

    private static HeldJob Held(MessageCheck check, MinionId minion, V1.HeldJob held)
    {
        var job = new HeldJob(
            Key(check, held.Issuer, held.Jid),
            check.State("jobs.state", held.State),
            check.Range("jobs.pid", held.Pid, 0, MostPids),
            (uint)check.Range("jobs.place", held.Place, 0, int.MaxValue));
        var started = check.Time("jobs.started_us", held.StartedUs);
        return held.Job is { } own ? job with { Own = new OwnRun(Running(check, "jobs.job", job.Key, minion, own), job.Pid, started) } : job;
    }

    private static ReadOnlyMemory<byte> Grains(MessageCheck check, ReadOnlyMemory<byte> grains)
    {
        if (grains.IsEmpty) check.Fail("grains", "is no JSON object");
        return check.Json("grains", grains, JsonRule.Members);
    }

    /// <summary>A job that the minion issued itself, with its return.</summary>
    private static JobSpec Published(MessageCheck check, JobKey key, MinionId minion, Job job)
    {
        var plain = Own(check, "head.job", key, minion, job);
        var arg = check.Json("head.job.arg", job.Arg.Memory, JsonRule.Arguments);
        var kwarg = check.Json("head.job.kwarg", job.Kwarg.Memory, JsonRule.Members);
        return plain with
        {
            Arg = arg.IsEmpty ? plain.Arg : arg,
            Kwarg = kwarg.IsEmpty ? plain.Kwarg : kwarg,
            Metadata = check.Json("head.job.metadata", job.Metadata.Memory, JsonRule.Members),
        };
    }

    /// <summary>A job that the minion issued itself and that runs. It is only shown, so that JSON which breaks a rule is left out and
    /// breaks nothing: a minion has to come in whatever its schedule runs.</summary>
    private static JobSpec Running(MessageCheck check, string field, JobKey key, MinionId minion, Job job)
    {
        var plain = Own(check, field, key, minion, job);
        return plain with
        {
            Arg = Readable(job.Arg.Memory, JsonRule.Arguments, plain.Arg),
            Kwarg = Readable(job.Kwarg.Memory, JsonRule.Members, plain.Kwarg),
            Metadata = Readable(job.Metadata.Memory, JsonRule.Members, default),
        };
    }

    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> json, JsonRule rule, ReadOnlyMemory<byte> otherwise) =>
        !json.IsEmpty && JsonCheck.Fault(json, rule) is null ? json : otherwise;

    /// <summary>All of it but its JSON: its only target is the minion. The message names the job; what the job says of that has to
    /// agree, or to be left out.</summary>
    private static JobSpec Own(MessageCheck check, string field, JobKey key, MinionId minion, Job job)
    {
        if (job.Issuer.Length > 0 && job.Issuer != key.Issuer) check.Fail($"{field}.issuer", "is not the message's");
        if (job.Jid.Length > 0 && job.Jid != key.Jid.ToString()) check.Fail($"{field}.jid", "is not the message's");
        return new JobSpec
        {
            Key = key,
            Fun = check.Name($"{field}.fun", job.Fun, WireLimits.Function),
            Tgt = check.Text($"{field}.tgt", job.Tgt, WireLimits.Target),
            TgtType = check.Name($"{field}.tgt_type", job.TgtType, WireLimits.Name),
            User = check.Name($"{field}.user", job.User, WireLimits.Name),
            LimitSeconds = job.LimitSeconds,
            Targets = [minion],
        };
    }

    /// <summary>A path on the minion's machine, to be shown and never opened; empty where it is none.</summary>
    private static string Folder(string path) =>
        path.StartsWith('/') && path.Length <= WireLimits.Path && PlainLine.IsPlain(path) ? path.TrimEnd('/') : "";
}

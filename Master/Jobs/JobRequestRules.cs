using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Validation;

namespace Salt.Master.Jobs;

/// <summary>What a request has to be before it becomes a job.</summary>
internal static class JobRequestRules
{
    private const int FunMax = 256;

    /// <param name="keepJobs">How long minions keep the traces of a job; null: for ever.</param>
    /// <exception cref="SaltException">BadRequest: what is wrong with it.</exception>
    public static void Check(JobRequest request, int jobMax, TimeSpan? keepJobs)
    {
        if (request.Fun.Length is 0 or > FunMax || request.Fun.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new SaltException(Failure.BadRequest, $"a function is named like test.ping, in up to {FunMax} letters, not '{PlainLine.Of(request.Fun, FunMax)}'");
        }

        if (request.BatchPercent > 100 || request.FailLimitPercent > 100)
            throw new SaltException(Failure.BadRequest, "a batch or a fail limit is at most 100 % of the targets");
        if (request.BatchWait > TimeSpan.Zero && request.BatchSize == 0 && request.BatchPercent == 0)
            throw new SaltException(Failure.BadRequest, "a wait between the targets of a batch needs a batch");
        // A minion never starts a job whose traces it may have purged: what is kept longer would be refused in the end.
        if (keepJobs is { } keep && request.KeepFor > keep)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"a job is kept for minions that are away for {Quantities.Duration(keep)} at most, not {Quantities.Duration(request.KeepFor)}: "
                + "minions refuse what is older than keep_jobs, which would have to be raised on them and on the master");
        }

        Require(request.Arg, JsonRule.Arguments, "arg has to be a JSON array");
        Require(request.Kwarg, JsonRule.Members, "kwarg has to be a JSON object");
        Require(request.Metadata, JsonRule.Members, "metadata has to be a JSON object");
        var size = request.Arg.Length + request.Kwarg.Length + request.Metadata.Length + request.Tgt.Length;
        if (size > jobMax)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"the job is too large: arguments, metadata and target are {size} bytes, the most is {jobMax} (max_message_size)");
        }
    }

    private static void Require(ReadOnlyMemory<byte> json, JsonRule rule, string sentence)
    {
        if (json.IsEmpty || JsonCheck.Fault(json, rule) is not { } fault) return;
        throw new SaltException(Failure.BadRequest, $"{sentence}; it {fault}");
    }
}

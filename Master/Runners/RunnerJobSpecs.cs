using System.Text;
using System.Text.Json.Nodes;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.Shared.Scheduling;

namespace Salt.Master.Runners;

/// <summary>Makes the job that the history knows a run by.</summary>
internal sealed class RunnerJobSpecs(JobIntake intake, JobsOptions options)
{
    /// <exception cref="Shared.Errors.SaltException">Unavailable: the master is starting.</exception>
    public JobSpec Make(RunnerRequest request)
    {
        var metadata = request.Metadata.DeepClone().AsObject();
        if (request.Schedule is { } schedule) metadata[RunMetadata.Schedule] = schedule;
        var target = MasterTarget.Of(options.Issuer);
        return new JobSpec
        {
            Key = new JobKey(options.Issuer, intake.NextJid()),
            Fun = RunnerJobs.Prefix + request.Function,
            Arg = Bytes(request.Arg),
            Kwarg = Bytes(request.Kwarg),
            Tgt = target.ToString(),
            TgtType = "list",
            User = request.User,
            Via = request.Via,
            Metadata = metadata.Count > 0 ? Bytes(metadata) : default,
            Targets = [target],
        };
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}

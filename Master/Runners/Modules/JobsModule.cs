using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.Shared.Output.States;
using static Salt.Master.Runners.Modules.CommonParameters;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>jobs</c> runner: the active jobs, and what became of those that were.</summary>
internal sealed class JobsModule(JobHistory history)
{
    public IReadOnlyList<RunnerFunction> Functions =>
    [
        new()
        {
            Name = "jobs.active",
            Doc = "Jobs that have not ended everywhere.",
            Parameters = [Outputter, DisplayProgress],
            Plan = arguments => _ => Task.FromResult(Active() with { Outputter = arguments.Text("outputter") }),
        },
        new()
        {
            Name = "jobs.master",
            Doc = "The runner functions that run on the master, but for this one.",
            Plan = _ => _ => Task.FromResult(Master()),
        },
        new()
        {
            Name = "jobs.exit_success",
            Doc = "Whether a job succeeded, by its retcodes.",
            Parameters = [CommonParameters.Jid, ExternalSource, Minions],
            Plan = arguments => Planned(arguments, withReturns: false, ExitSuccess),
        },
        new()
        {
            Name = "jobs.lookup_jid",
            Doc = "The returns of a job.",
            Parameters =
            [
                CommonParameters.Jid,
                ExternalSource,
                new("returned", "Show who has returned.") { Default = "True" },
                new("missing", "Also name who has not returned.") { Default = "False" },
                DisplayProgress,
                Minions,
            ],
            Plan = PlanLookup,
        },
        new()
        {
            Name = "jobs.list_job",
            Doc = "One job with its returns, in Salt's layout.",
            Parameters = [CommonParameters.Jid, ExternalSource, DisplayProgress, Minions],
            Plan = PlanListJob,
        },
        new()
        {
            Name = "jobs.print_job",
            Doc = "One job with its returns, under its jid.",
            Parameters = [CommonParameters.Jid, ExternalSource, Minions],
            Plan = arguments => Planned(arguments, withReturns: true, Printed),
        },
    ];

    /// <summary>A job under its jid.</summary>
    public static RunnerAnswer Printed(JobLook job) => RunnerAnswer.Build(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject(job.Head.Jid);
        JobReport.Write(json, job);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // A runner asks about what minions do: what the master itself does, jobs.master tells, as in Salt.
    private RunnerAnswer Active() => RunnerAnswer.Build(json =>
    {
        json.WriteStartObject();
        foreach (var job in history.Active().Where(job => !OwnTarget.Has(job.Spec)))
        {
            json.WritePropertyName(job.Spec.Key.Jid.ToString());
            ActiveReport.Write(json, JobLook.Of(job));
        }

        json.WriteEndObject();
    }) with { HasMembers = true };

    private RunnerAnswer Master() => RunnerAnswer.Build(json =>
    {
        json.WriteStartArray();
        foreach (var run in history.Active().Where(job => OwnTarget.Has(job.Spec) && job.Spec.Fun != $"{RunnerJobs.Prefix}jobs.master"))
        {
            json.WriteStartObject();
            json.WriteString("jid", run.Spec.Key.Jid.ToString());
            json.WriteString("fun", run.Spec.Fun);
            JobLook.HeadOf(run.Spec).WriteArguments(json, "fun_args");
            json.WriteNumber("pid", run.TargetAt(0).Pid);
            json.WriteString("user", run.Spec.User);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private Func<CancellationToken, Task<RunnerAnswer>> Planned(RunnerArguments arguments, bool withReturns, Func<JobLook, RunnerAnswer> answer)
    {
        var (jid, minions) = (arguments.Jid("jid"), arguments.List("minions"));
        return async cancellation => answer(await JobLook.TakeAsync(history, jid, minions, withReturns, cancellation));
    }

    private Func<CancellationToken, Task<RunnerAnswer>> PlanLookup(RunnerArguments arguments)
    {
        var (returned, missing) = (arguments.Flag("returned", otherwise: true), arguments.Flag("missing"));
        return Planned(arguments, withReturns: true, job => LookUp(job, returned, missing));
    }

    private Func<CancellationToken, Task<RunnerAnswer>> PlanListJob(RunnerArguments arguments)
    {
        var jid = arguments.Jid("jid");
        var look = Planned(arguments, withReturns: true, ListJob);
        return async cancellation =>
        {
            try
            {
                return await look(cancellation);
            }
            catch (SaltException e) when (e.Failure == Failure.NotFound)
            {
                // Salt's answer, which scripts look into; that it failed, Salt does not say.
                return RunnerAnswer.Build(json => JobReport.WriteUnknown(json, jid)) with { Failure = e.Message };
            }
        };
    }

    private static RunnerAnswer ListJob(JobLook job) => RunnerAnswer.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("jid", job.Head.Jid);
        JobReport.Write(json, job);
        json.WriteEndObject();
    });

    private static RunnerAnswer ExitSuccess(JobLook job)
    {
        var open = job.Targets.Count(target => !target.IsEnded);
        var answer = RunnerAnswer.Build(json =>
        {
            json.WriteStartObject();
            foreach (var target in job.Targets) json.WriteBoolean(target.Minion.ToString(), target.State == JobState.Succeeded);
            json.WriteEndObject();
        });
        return answer with
        {
            Retcode = job.Targets.All(target => target.State == JobState.Succeeded) ? 0 : 1,
            Notes = open > 0 ? [$"Job {job.Head.Jid} is not over on {open} of {job.Targets.Count} minions"] : [],
        };
    }

    private static RunnerAnswer LookUp(JobLook job, bool returned, bool missing)
    {
        var shown = job.Targets.Where(target => HasReturned(target) ? returned : missing).ToList();
        var answer = RunnerAnswer.Build(json =>
        {
            json.WriteStartObject();
            foreach (var target in shown)
            {
                json.WritePropertyName(target.Minion.ToString());
                if (!HasReturned(target)) json.WriteStringValue("Minion did not return");
                else if (target.End!.Ret.IsEmpty) json.WriteStringValue(target.End.Reason);
                else JsonText.Foreign(target.End.Ret).WriteTo(json);
            }

            json.WriteEndObject();
        });
        return answer with
        {
            HasMembers = true,
            Outputter = StateFunctions.OutputterOf(job.Head.Fun),
            FailedMembers = [.. shown.Where(target => target.State != JobState.Succeeded).Select(target => target.Minion.ToString())],
            Notes = job.Targets.Any(JobReport.IsReturn) ? [] : [NobodyReturned(job)],
        };
    }

    private static bool HasReturned(JobTarget target) => target.End is { } end && (!end.Ret.IsEmpty || end.State == JobState.Refused);

    private static string NobodyReturned(JobLook job) => job.Targets.Any(target => !target.IsEnded)
        ? $"No minion has returned for job {job.Head.Jid} yet"
        : $"No minion returned for job {job.Head.Jid}; why: master-cli jobs failed {job.Head.Jid}";
}

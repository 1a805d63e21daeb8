using Salt.Cli.Frame;
using Salt.Cli.Jobs;
using Salt.Cli.Minions;

namespace Salt.Cli.Runner;

/// <summary>Salt's runner functions by name. What each does, the verbs of <c>jobs</c> and <c>minions</c> do too.</summary>
internal static class RunnerTable
{
    public static Function? Find(string name) => name switch
    {
        "jobs.active" => JobsActive.Active(),
        "jobs.exit_success" => JobsExitSuccess.ExitSuccess(),
        "jobs.last_run" => JobsLastRun.LastRun(),
        "jobs.list_job" => JobsListJob.ListJob(),
        "jobs.list_jobs" => JobsList.ListJobs(),
        "jobs.list_jobs_filter" => JobsList.ListJobsFilter(),
        "jobs.lookup_jid" => JobsLookup.LookupJid(),
        "jobs.print_job" => JobsListJob.PrintJob(),
        "manage.down" => Manage.Down(),
        "manage.status" => Manage.Status(),
        "manage.up" => Manage.Up(),
        "manage.versions" => Manage.Versions(),
        "manage.alived" or "manage.present" or "manage.list_state" => Manage.Present(name),
        "manage.not_alived" or "manage.not_present" or "manage.list_not_state" => Manage.NotPresent(name),
        _ => null,
    };
}

namespace Salt.Shared.Jobs;

/// <summary>The names of Salt's runner functions that there are here: <c>master-cli runner</c> has them, and the master's
/// schedule may run them.</summary>
public static class RunnerFunctions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "jobs.active", "jobs.exit_success", "jobs.last_run", "jobs.list_job", "jobs.list_jobs", "jobs.list_jobs_filter", "jobs.lookup_jid",
        "jobs.print_job",
        "manage.alived", "manage.down", "manage.list_not_state", "manage.list_state", "manage.not_alived", "manage.not_present",
        "manage.present", "manage.status", "manage.up", "manage.versions",
    ];
}

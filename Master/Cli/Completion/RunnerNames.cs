namespace Salt.Cli.Completion;

/// <summary>The runner functions of the master by name, for completion: offered also while the master is not there. A test
/// compares them with the master's.</summary>
internal static class RunnerNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "cache.grains", "cache.pillar",
        "event.send",
        "jobs.active", "jobs.exit_success", "jobs.last_run", "jobs.list_job", "jobs.list_jobs", "jobs.list_jobs_filter", "jobs.lookup_jid",
        "jobs.master", "jobs.print_job",
        "manage.alived", "manage.down", "manage.list_not_state", "manage.list_state", "manage.not_alived", "manage.not_present",
        "manage.present", "manage.status", "manage.up", "manage.versions",
        "pillar.show_pillar",
        "test.sleep",
    ];
}

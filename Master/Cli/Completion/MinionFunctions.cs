namespace Salt.Cli.Completion;

/// <summary>The names of the functions that every minion of this version has, so that completing one asks nobody. A test
/// holds them against the minion's own catalog.</summary>
internal static class MinionFunctions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "async.cleanup", "async.status",
        "cmd.exec_code", "cmd.exec_code_all", "cmd.has_exec", "cmd.retcode", "cmd.run", "cmd.run_all", "cmd.run_bg", "cmd.run_chroot",
        "cmd.run_stderr", "cmd.run_stdout", "cmd.shell", "cmd.which",
        "cp.cache_file", "cp.get_file_str", "cp.hash_file", "cp.list_master", "cp.list_master_dirs", "cp.list_states",
        "environ.get", "environ.has_value",
        "file.contains", "file.contains_regex", "file.directory_exists", "file.file_exists", "file.read", "file.readdir",
        "grains.get", "grains.has_value", "grains.item", "grains.items", "grains.ls",
        "pillar.get", "pillar.item", "pillar.items", "pillar.keys", "pillar.ls", "pillar.raw",
        "pkg.version",
        "saltutil.find_cached_job", "saltutil.find_job", "saltutil.is_running", "saltutil.kill_all_jobs",
        "saltutil.kill_job", "saltutil.refresh_grains", "saltutil.refresh_pillar", "saltutil.running",
        "saltutil.signal_job", "saltutil.term_all_jobs", "saltutil.term_job",
        "schedule.add", "schedule.build_schedule_item", "schedule.copy", "schedule.delete", "schedule.disable",
        "schedule.disable_job", "schedule.enable", "schedule.enable_job", "schedule.is_enabled",
        "schedule.job_status", "schedule.list", "schedule.missed", "schedule.modify", "schedule.move",
        "schedule.next", "schedule.postpone_job", "schedule.purge", "schedule.reload", "schedule.run_job",
        "schedule.save", "schedule.show_next_fire_time", "schedule.skip_job",
        "slsutil.renderer",
        "state.apply", "state.highstate", "state.show_highstate", "state.show_low_sls", "state.show_lowstate",
        "state.show_sls", "state.show_top", "state.single", "state.sls", "state.sls_exists", "state.sls_id",
        "sys.argspec", "sys.doc", "sys.list_functions", "sys.list_modules", "sys.list_state_functions",
        "sys.list_state_modules", "sys.state_argspec", "sys.state_doc",
        "test.arg", "test.arg_type", "test.echo", "test.exception", "test.fail", "test.false", "test.kwarg",
        "test.outputter", "test.ping", "test.retcode", "test.sleep", "test.true", "test.version",
        "user.info", "user.list_users",
    ];
}

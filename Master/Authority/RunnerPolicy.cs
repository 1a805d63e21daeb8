using System.Collections.Frozen;

namespace Salt.Master.Authority;

/// <summary>Who may run which runner function: the one table. A function that is not in it, nobody may run.</summary>
public static class RunnerPolicy
{
    private const Callers Both = Callers.Operators | Callers.Schedule;

    private static readonly FrozenDictionary<string, Callers> Table = new Dictionary<string, Callers>
    {
        ["cache.grains"] = Both,
        ["cache.pillar"] = Both,
        ["event.send"] = Both,
        ["jobs.active"] = Both,
        ["jobs.exit_success"] = Both,
        ["jobs.last_run"] = Both,
        ["jobs.list_job"] = Both,
        ["jobs.list_jobs"] = Both,
        ["jobs.list_jobs_filter"] = Both,
        ["jobs.lookup_jid"] = Both,
        ["jobs.master"] = Both,
        ["jobs.print_job"] = Both,
        ["manage.alived"] = Both,
        ["manage.down"] = Both,
        ["manage.list_not_state"] = Both,
        ["manage.list_state"] = Both,
        ["manage.not_alived"] = Both,
        ["manage.not_present"] = Both,
        ["manage.present"] = Both,
        ["manage.status"] = Both,
        ["manage.up"] = Both,
        ["manage.versions"] = Both,
        ["pillar.show_pillar"] = Both,
        ["test.sleep"] = Both,
    }.ToFrozenDictionary();

    /// <summary>Every function that somebody may run, by name.</summary>
    public static IEnumerable<string> Functions => Table.Keys.Order(StringComparer.Ordinal);

    public static Callers For(string function) => Table.GetValueOrDefault(function, Callers.Nobody);

    /// <param name="caller">One of those that may call things.</param>
    public static bool Allows(string function, Callers caller) => caller != Callers.Nobody && For(function).HasFlag(caller);
}

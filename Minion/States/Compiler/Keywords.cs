using System.Collections.Frozen;

namespace Salt.Minion.States.Compiler;

/// <summary>Arguments of a declaration that are the engine's, not the state function's.</summary>
internal static class Keywords
{
    /// <summary>What an operator should know of how a declaration is written, as a list of texts.</summary>
    public const string Warnings = "__warnings__";

    /// <summary>On what other states it depends, in the order in which Salt tells of them.</summary>
    public static IReadOnlyList<string> Dependencies { get; } =
    [
        "require", "require_any", "watch", "watch_any", "prereq", "onfail", "onfail_any", "onfail_all", "onchanges", "onchanges_any",
    ];

    public static FrozenSet<string> Requisites { get; } = Dependencies.Concat(["listen", "onfail_stop", "prerequired"]).ToFrozenSet();

    /// <summary>Requisites that are declared at the other end.</summary>
    public static FrozenSet<string> RequisitesIn { get; } =
        FrozenSet.Create("require_in", "watch_in", "onfail_in", "onchanges_in", "prereq_in", "listen_in");

    /// <summary>How it runs.</summary>
    public static FrozenSet<string> Runtime { get; } = FrozenSet.Create(
        "fun", "state", "check_cmd", "cmd_opts_exclude", "failhard", "onlyif", "unless", "creates", "retry", "order", "parallel",
        "reload_modules", "reload_grains", "reload_pillar", "runas", "runas_password", "fire_event", "saltenv", "umask", "use", "use_in",
        "aggregate", HighState.Environment, HighState.Sls, "__id__", HighState.IncludedFrom, Warnings);

    public static bool AreEngines(string name) => Requisites.Contains(name) || RequisitesIn.Contains(name) || Runtime.Contains(name);
}

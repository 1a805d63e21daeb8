using Salt.Minion.States;
using static Salt.Minion.Modules.WorkerFunction;

namespace Salt.Minion.Modules;

/// <summary>States: what is declared for this minion, and the making of it.</summary>
internal static class StateModule
{
    private static readonly FunctionArgument Mods = new("mods", ArgumentKind.Any, Required: true, Doc: "Names of SLS: a list, or a text with commas between them.");
    private static readonly FunctionArgument Saltenv = new("saltenv", ArgumentKind.Text, Default: "base", Doc: "The environment of the files.");
    private static readonly FunctionArgument Pillar = new("pillar", ArgumentKind.Map, Doc: "Is merged over the minion's pillar for this run.");

    private static readonly IReadOnlyList<FunctionArgument> Running =
    [
        new("test", ArgumentKind.Boolean, Doc: "Say what would be done, and do nothing; the option test of the configuration if it is not given."),
        new("queue", ArgumentKind.Boolean, Default: false, Doc: "If other states run, wait for them."),
        new("concurrent", ArgumentKind.Boolean, Default: false, Doc: "Run beside other states, at one's own risk."),
    ];

    private static readonly IReadOnlyList<FunctionArgument> Compiling =
    [
        .. Running,
        new("exclude", ArgumentKind.Any, Doc: "Names of SLS to leave out, or maps of an id or an sls."),
        Pillar,
        Saltenv,
        new("force", ArgumentKind.Boolean, Default: false, Doc: "With a pillar that is broken on the master too: with the last good one."),
    ];

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Of("state.apply", "Apply states: the named SLS, or without a name all that the top file has for this minion.",
            "state.apply web test=True", [Mods with { Required = false }, .. Compiling],
            (call, cancellation) => call.Arguments["mods"] is null ? Runs(call).HighstateAsync(cancellation) : Runs(call).SlsAsync(cancellation)),
        Of("state.highstate", "Apply all states that the top file has for this minion.", "state.highstate test=True", Compiling,
            (call, cancellation) => Runs(call).HighstateAsync(cancellation)),
        Of("state.sls", "Apply the states of one or more SLS.", "state.sls web,db", [Mods, .. Compiling],
            (call, cancellation) => Runs(call).SlsAsync(cancellation)),
        Of("state.sls_id", "Apply one state by its ID, and what it depends on.", "state.sls_id my_state my_sls",
            [new("id", ArgumentKind.Text, Required: true), Mods, .. Compiling], (call, cancellation) => Runs(call).SlsIdAsync(cancellation)),
        Of("state.single", "Apply a single state, with the arguments of its function.", "state.single schedule.absent name=job1",
            [
                new("fun", ArgumentKind.Text, Required: true, Doc: "The state's function."),
                new("name", ArgumentKind.Text, Required: true),
                .. Running, Saltenv,
                new("arguments", ArgumentKind.RestNamed),
            ],
            (call, cancellation) => Runs(call).SingleAsync(cancellation)),
        Of("state.show_top", "Show which SLS the top file has for this minion.", "state.show_top", [Pillar, Saltenv], (call, cancellation) => Views(call).TopAsync(cancellation)),
        Of("state.show_sls", "Show what one or more SLS declare.", "state.show_sls web", [Mods, Pillar, Saltenv], (call, cancellation) => Views(call).HighAsync(cancellation)),
        Of("state.show_low_sls", "Show the calls that one or more SLS come to, in their order.", "state.show_low_sls web", [Mods, Pillar, Saltenv],
            (call, cancellation) => Views(call).LowAsync(cancellation)),
        Of("state.show_highstate", "Show what all SLS of the top file declare for this minion.", "state.show_highstate", [Pillar, Saltenv],
            (call, cancellation) => Views(call).HighAsync(cancellation)),
        Of("state.show_lowstate", "Show the calls that the states of the top file come to, in their order.", "state.show_lowstate", [Pillar, Saltenv],
            (call, cancellation) => Views(call).LowAsync(cancellation)),
        Of("state.sls_exists", "Return whether the SLS can be rendered.", "state.sls_exists web", [Mods, Pillar, Saltenv], (call, cancellation) => Views(call).ExistsAsync(cancellation)),
    ];

    private static StateJobs Runs(FunctionCall call) => new(call);

    private static StateViews Views(FunctionCall call) => new(call);
}

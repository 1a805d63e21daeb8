namespace Salt.Tests.Integration.Supervision;

/// <summary>A shell command whose descendants do what they can to outlive a kill: each in a session of its own, orphaned,
/// deaf to TERM, and one of them forking on and on. All carry a variable to be counted by.</summary>
internal static class NastyPayload
{
    public const string Variable = "NASTY";

    /// <param name="mark">The variable's value.</param>
    public static string Command(string mark) =>
        $$"""
        export {{Variable}}={{mark}}
        # Orphaned and in a session of its own.
        setsid sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' &
        # The same, forked twice.
        ( setsid sh -c '( trap "" TERM; while :; do sleep 1; done ) & exit 0' & )
        # A chain: each link starts the next one in a new session, and ends.
        cat >link <<'LINK'
        trap "" TERM
        setsid sh ./link &
        exit 0
        LINK
        setsid sh ./link &
        # A tree that replaces what dies.
        ( trap "" TERM; while :; do sh -c 'trap "" TERM; sleep 0.02' & wait $!; done ) &
        trap "" TERM
        echo nasty
        while :; do sleep 1; done
        """;
}

namespace Salt.Shared.Output.States;

/// <summary>The functions whose returns are results of states, which have a layout of their own.</summary>
public static class StateFunctions
{
    private static readonly string[] Names = ["state.apply", "state.highstate", "state.sls", "state.sls_id", "state.single"];

    public static bool ReturnResults(string fun) => Names.Contains(fun);

    /// <summary>The output format of a function's returns where none is asked for.</summary>
    public static string OutputterOf(string fun) => ReturnResults(fun) ? Outputters.Highstate : Outputters.Default;
}

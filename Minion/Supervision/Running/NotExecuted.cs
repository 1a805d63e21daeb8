namespace Salt.Minion.Supervision.Running;

/// <summary>Tells a program that was never executed from one that ended with the same exit code: the process still bears
/// the name of a wrapper, which the program's own would have replaced.</summary>
internal static class NotExecuted
{
    private const int NameLength = 15;

    /// <returns>Why; null: it was executed.</returns>
    public static string? Reason(LaunchPlan plan, RootExit exit)
    {
        var program = plan.Argv[0];
        if (exit.Name == Wrapper.NotJoined) return "the job could not join its cgroup";

        // The program itself is a shell, say: then it is one that can be executed.
        if (exit.Name == NameOf(program)) return null;
        return (exit.Name, exit.Code) switch
        {
            ("sh" or "env" or "setpriv", 126) => $"'{program}' cannot be executed",
            ("sh" or "env" or "setpriv", 127) => $"'{program}' or its interpreter is missing",
            ("env", 125) => "its environment could not be set",
            ("setpriv", 1) when plan.RunAs is { } user => $"it could not become the user '{user.Name}'",
            _ => null,
        };
    }

    private static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length > NameLength ? name[..NameLength] : name;
    }
}

namespace Salt.Minion.Supervision.Running;

/// <summary>Splits a job's environment into what a shell passes on unchanged and what must be set behind it.</summary>
/// <remarks>The wrapper is a shell, and shells keep some variables to themselves, change others and drop names that are
/// no identifiers. Those few are arguments of <c>env</c>, where others could read them for a moment; the rest never is.</remarks>
/// <param name="Inherited"><c>NAME=value</c>, for the shell's own environment.</param>
/// <param name="Behind">Operands of <c>env</c>; empty: it is not needed.</param>
internal sealed record ShellEnvironment(IReadOnlyList<string> Inherited, IReadOnlyList<string> Behind)
{
    private static readonly HashSet<string> ShellsOwn =
    [
        "_", "PWD", "OLDPWD", "SHLVL", "PPID", "IFS", "OPTIND", "OPTARG", "OPTERR", "LINENO", "RANDOM", "SRANDOM", "SECONDS",
        "EPOCHSECONDS", "EPOCHREALTIME", "UID", "EUID", "GROUPS", "DIRSTACK", "FUNCNAME", "HISTCMD", "SHELLOPTS",
        "POSIXLY_CORRECT", "ENV", "PS1", "PS2", "PS4",
    ];

    /// <param name="added">Variables that this machine's shell adds to every program it executes.</param>
    public static ShellEnvironment Split(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> added)
    {
        var inherited = new List<string>(environment.Count);
        var assignments = new List<string>();
        foreach (var (name, value) in environment)
            (Passes(name) ? inherited : assignments).Add($"{name}={value}");

        var behind = new List<string>();
        foreach (var name in added)
            if (!environment.ContainsKey(name)) behind.AddRange(["-u", name]);
        if (behind.Count + assignments.Count > 0) behind.Add("--");
        behind.AddRange(assignments);
        return new ShellEnvironment(inherited, behind);
    }

    private static bool Passes(string name) =>
        IsIdentifier(name) &&
        !ShellsOwn.Contains(name) &&
        !name.StartsWith("BASH", StringComparison.Ordinal) &&

        // They would act on the wrapper itself.
        !name.StartsWith("LD_", StringComparison.Ordinal);

    private static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return true;
    }
}

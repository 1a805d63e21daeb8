using Salt.Shared.Errors;

namespace Salt.Minion.Modules;

/// <summary>The call cannot start: unknown function, wrong arguments, no such user. The message is the return, in Salt's words.</summary>
public sealed class RefusedException(string message, int retcode = 1) : Exception(message)
{
    public int Retcode { get; } = retcode;

    /// <summary>A fault of the minion's own came between: the job was not started.</summary>
    public static RefusedException Broken(Exception fault) => new($"ERROR: A fault of the minion's own came between, see its log: {SystemErrors.OfAnything(fault)}");
}

namespace Salt.Minion.Modules;

/// <summary>The call cannot start: unknown function, wrong arguments, no such user. The message is the return, in Salt's words.</summary>
public sealed class RefusedException(string message, int retcode = 1) : Exception(message)
{
    public int Retcode { get; } = retcode;
}

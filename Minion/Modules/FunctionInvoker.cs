using Salt.Shared.Errors;

namespace Salt.Minion.Modules;

/// <summary>Runs a daemon or worker function; what it throws becomes its return, in Salt's words.</summary>
public static class FunctionInvoker
{
    /// <exception cref="RefusedException">The function found only now that it cannot start.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async ValueTask<Outcome> InvokeAsync(FunctionCall call, CancellationToken cancellation)
    {
        var run = call.Function.Run
            ?? throw new ArgumentException($"{call.Function.Name} is a process function: it is planned, not invoked", nameof(call));
        try
        {
            return await run(call, cancellation);
        }
        catch (SaltException e)
        {
            return new Outcome($"ERROR: {e.Message}", 1) { IsFault = true };
        }
        catch (Exception e) when (e is not RefusedException && !cancellation.IsCancellationRequested)
        {
            // The top of a job: a fault in one function is that job's failure and must not end the process it runs in.
            return new Outcome($"The minion function caused an exception: {SystemErrors.OfAnything(e)}", 1) { IsFault = true };
        }
    }
}

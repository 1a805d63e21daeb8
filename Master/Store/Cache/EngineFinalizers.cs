using System.Runtime.ExceptionServices;

namespace Salt.Master.Store.Cache;

/// <summary>Keeps the process alive when a finalizer of LiteDB throws, and counts that.</summary>
/// <remarks>
/// An engine that fails in the middle of a write may leave a transaction behind, whose finalizer runs the engine's own code on
/// pages that are in no state for it and throws: the runtime would end the process (LiteDB's issue 2828; seen once, on a full
/// disk, with <c>discarded page must be writable</c>). What is finalized there is garbage: its file was closed and opened again.
/// </remarks>
public static class EngineFinalizers
{
    private const string Finalizer = "LiteDB.Engine.TransactionService.Finalize(";

    private static readonly Lazy<bool> Guard = new(() =>
    {
        ExceptionHandling.SetUnhandledExceptionHandler(Takes);
        return true;
    });

    private static int _faults;

    /// <summary>From here on such an exception ends nothing; any other does as before.</summary>
    public static void Install() => _ = Guard.Value;

    /// <summary>How many there were since it was asked last.</summary>
    public static int TakeFaults() => Interlocked.Exchange(ref _faults, 0);

    /// <summary>Whether an exception that nobody caught is one of these, which is then counted.</summary>
    internal static bool Takes(Exception exception)
    {
        if (exception.StackTrace?.Contains(Finalizer, StringComparison.Ordinal) != true) return false;
        Interlocked.Increment(ref _faults);
        return true;
    }
}

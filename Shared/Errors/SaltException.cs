namespace Salt.Shared.Errors;

/// <summary>An operation that failed. A job that fails is data, never an exception.</summary>
/// <param name="message">One line for the user: what, which, what next.</param>
/// <param name="detail">For the log only.</param>
public sealed class SaltException(Failure failure, string message, string? detail = null, Exception? inner = null)
    : Exception(message, inner)
{
    public Failure Failure { get; } = failure;

    public string? Detail { get; } = detail;
}

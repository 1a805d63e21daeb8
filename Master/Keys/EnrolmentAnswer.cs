using Salt.Shared.Certificates;

namespace Salt.Master.Keys;

/// <summary>What a minion gets when it asks to be let in: its own state and nothing else.</summary>
/// <param name="Certificate">DER; only if accepted.</param>
/// <param name="RetryAfter">When to ask again, while pending.</param>
/// <param name="Message">One line for the minion's log.</param>
public sealed record EnrolmentAnswer(
    KeyState State, Fingerprint Fingerprint, ReadOnlyMemory<byte> Certificate, TimeSpan RetryAfter, string Message);

namespace Salt.Hosting;

/// <summary>A loop of the daemon ended that should not have; it was logged where it was noticed.</summary>
public sealed class LoopEndedException(Exception inner) : Exception(inner.Message, inner);

namespace Salt.Minion.Hosting;

/// <summary>A loop of the daemon came back though nobody had asked it to: a fault of the program.</summary>
internal sealed class LoopEndedException(string message) : Exception(message);

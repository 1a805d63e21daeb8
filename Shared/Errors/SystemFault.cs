namespace Salt.Shared.Errors;

/// <summary>A call of the system's that failed, or what it gave and cannot be used, in a sentence of ours that is whole: nobody puts
/// another in its place.</summary>
public sealed class SystemFault(string message, Exception? inner = null) : IOException(message, inner);

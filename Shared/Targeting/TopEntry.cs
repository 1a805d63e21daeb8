namespace Salt.Shared.Targeting;

/// <summary>A file that a top file has for a minion.</summary>
/// <param name="Sls">Its name with dots, or a pattern of names.</param>
/// <param name="IgnoresMissing">That it is not there is no fault.</param>
public readonly record struct TopEntry(string Environment, string Sls, bool IgnoresMissing);

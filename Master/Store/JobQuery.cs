namespace Salt.Master.Store;

/// <param name="Limit">At most this many, the newest; 0: all.</param>
/// <param name="Fun">Shell glob; empty: any.</param>
/// <param name="Tgt">The target as typed; empty: any.</param>
/// <param name="User">Empty: any.</param>
public sealed record JobQuery(int Limit = 0, string Fun = "", string Tgt = "", string User = "");

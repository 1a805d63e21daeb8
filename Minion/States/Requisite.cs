namespace Salt.Minion.States;

/// <summary>That a state depends on another.</summary>
/// <param name="Kind">require, watch_any, onfail, ...</param>
internal sealed record Requisite(string Kind, LowChunk Chunk)
{
    /// <summary>Without <c>_any</c> or <c>_all</c>.</summary>
    public static string BaseOf(string kind) => kind.EndsWith("_any", StringComparison.Ordinal) || kind.EndsWith("_all", StringComparison.Ordinal) ? kind[..^4] : kind;
}

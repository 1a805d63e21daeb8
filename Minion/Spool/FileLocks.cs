namespace Salt.Minion.Spool;

/// <summary>Files that are locked as long as whoever opened them lives.</summary>
internal static class FileLocks
{
    /// <summary>EWOULDBLOCK: the <c>HResult</c> by which a file that another has locked shows itself.</summary>
    public const int WouldBlock = 11;
}

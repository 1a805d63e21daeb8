namespace Salt.Master.Sessions;

/// <summary>How many returns a minion may have under way: many when few are connected, few in a crowd, so that a crowd
/// that returns at once is paced by how fast returns are written.</summary>
internal static class CreditRule
{
    private const int UnderWay = 8192;
    private const uint Most = 256;
    private const uint Least = 4;

    public static uint For(int sessions) => Math.Clamp((uint)(UnderWay / Math.Max(1, sessions)), Least, Most);
}

using System.Globalization;

namespace Salt.Minion.Supervision.Running;

/// <summary>Reads the text of <c>/proc/PID/status</c> (proc(5)).</summary>
internal static class ProcStatus
{
    private const string Blocked = "\nSigBlk:\t";

    /// <returns>Bit n-1 is signal n.</returns>
    public static ulong BlockedSignals(string status)
    {
        var start = status.IndexOf(Blocked, StringComparison.Ordinal);
        if (start < 0) return 0;
        start += Blocked.Length;
        return ulong.Parse(status.AsSpan(start, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}

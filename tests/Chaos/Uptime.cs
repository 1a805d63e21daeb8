using System.Globalization;

namespace Salt.Tests.Chaos;

/// <summary>Seconds since the machine started: the one clock that payloads, disturbances and checks share, and that no
/// step of another clock moves.</summary>
internal static class Uptime
{
    public static double Now() => Parse(File.ReadAllText("/proc/uptime").Split(' ')[0]);

    public static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Jinja.Values;

namespace Salt.Minion.States.Running;

/// <summary>When a state began and how long it took, as results tell it.</summary>
internal sealed class RunTime(TimeProvider clock)
{
    private readonly DateTimeOffset _began = clock.GetLocalNow();
    private readonly long _mark = clock.GetTimestamp();

    /// <summary>Local time of day, to the microsecond.</summary>
    public string Began => _began.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds until now, to the microsecond.</summary>
    public double Elapsed => Math.Floor(clock.GetElapsedTime(_mark).TotalMicroseconds) / 1000;

    /// <summary>With a decimal point always, as Salt has it.</summary>
    public static JsonNode Number(double milliseconds) => JsonNode.Parse(PythonFloat.Repr(milliseconds))!;
}

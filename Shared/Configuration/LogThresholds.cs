namespace Salt.Shared.Configuration;

/// <summary>Salt's names for log levels.</summary>
public static class LogThresholds
{
    /// <summary>By name; Salt's finer grades fall together with ours.</summary>
    public static IReadOnlyDictionary<string, LogThreshold> ByName { get; } = new Dictionary<string, LogThreshold>(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = LogThreshold.Trace,
        ["garbage"] = LogThreshold.Trace,
        ["trace"] = LogThreshold.Trace,
        ["profile"] = LogThreshold.Debug,
        ["debug"] = LogThreshold.Debug,
        ["info"] = LogThreshold.Info,
        ["warning"] = LogThreshold.Warning,
        ["warn"] = LogThreshold.Warning,
        ["error"] = LogThreshold.Error,
        ["critical"] = LogThreshold.Critical,
        ["quiet"] = LogThreshold.Quiet,
    };
}

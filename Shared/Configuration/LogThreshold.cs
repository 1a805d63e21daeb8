namespace Salt.Shared.Configuration;

/// <summary>The least severe message that is logged. The values are those of Microsoft.Extensions.Logging.LogLevel.</summary>
public enum LogThreshold
{
    Trace = 0,
    Debug = 1,
    Info = 2,
    Warning = 3,
    Error = 4,
    Critical = 5,
    Quiet = 6,
}

namespace Salt.Shared.Values;

/// <summary>A text that is not the YAML we read, and where.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
/// <param name="message">Without the place.</param>
public sealed class YamlFormatException(int line, int column, string message) : FormatException(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>A program at a door did not keep to its word.</summary>
internal sealed class DoorFault(string kind, string message) : Exception(message)
{
    /// <summary>What makes two of them the same.</summary>
    public string Kind => kind;
}

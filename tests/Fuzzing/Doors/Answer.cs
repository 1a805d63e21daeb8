namespace Salt.Tests.Fuzzing.Doors;

/// <summary>How a door takes an input. Anything else, an exception above all, is a fault.</summary>
internal enum Answer
{
    Accepted,

    /// <summary>With the door's own error.</summary>
    Refused,
}

namespace Salt.Tests.Fuzzing.Running;

/// <summary>An input that a door did not stand.</summary>
/// <param name="Kind">In one line.</param>
/// <param name="Index">Which of the seed's inputs it is.</param>
internal sealed record Finding(string Kind, long Index, byte[] Input, string Text);

namespace Salt.Tests.Unit.Validation;

/// <summary>What becomes of a field that a peer filled in as it liked.</summary>
/// <param name="Bad">Values that the whole message is refused for.</param>
/// <param name="Harmless">Values that are taken, or made harmless.</param>
internal sealed record FieldRule(object[] Bad, object[] Harmless);

namespace Salt.Master.Keys;

/// <summary>A key came, went or moved.</summary>
/// <param name="Key">As it is now, or as it was last if it is gone.</param>
/// <param name="From">Null if it is new.</param>
/// <param name="To">Null if it is gone.</param>
public sealed record KeyChange(MinionKey Key, KeyState? From, KeyState? To);

namespace Salt.Shared.Certificates;

/// <summary>What the holder of a certificate may be.</summary>
public enum RoleKind
{
    Master,
    Minion,
    Operator,
}

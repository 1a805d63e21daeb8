namespace Salt.Shared.Certificates;

/// <summary>What came of looking at a peer's certificate.</summary>
public sealed record CertificateVerdict
{
    private CertificateVerdict(CertificateRole? role, string? fault) => (Role, Fault) = (role, fault);

    /// <summary>Whom the certificate is for, null if it is refused.</summary>
    public CertificateRole? Role { get; }

    /// <summary>Why it is refused, one line without a full stop; null if it is not.</summary>
    public string? Fault { get; }

    public static CertificateVerdict Accept(CertificateRole role) => new(role, null);

    public static CertificateVerdict Refuse(string fault) => new(null, fault);
}

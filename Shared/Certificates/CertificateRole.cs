using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Identities;

namespace Salt.Shared.Certificates;

/// <summary>
/// Who a certificate is for. It is written into the certificate twice: as its only subject alternative name, a URI
/// <c>salt:master</c>, <c>salt:minion:ID</c> or <c>salt:operator:NAME</c>, and as its only extended key usage,
/// serverAuth for the master and clientAuth for the others. A certificate that carries anything else has no role.
/// </summary>
public sealed record CertificateRole
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string MasterUri = "salt:master";
    private const string MinionPrefix = "salt:minion:";
    private const string OperatorPrefix = "salt:operator:";
    private const int MaxOperatorName = 64;

    private CertificateRole(RoleKind kind, string name) => (Kind, Name) = (kind, name);

    public static CertificateRole Master { get; } = new(RoleKind.Master, "");

    public RoleKind Kind { get; }

    /// <summary>The minion's id or the operator's name; empty for the master.</summary>
    public string Name { get; }

    public string Uri => Kind switch
    {
        RoleKind.Master => MasterUri,
        RoleKind.Minion => MinionPrefix + Name,
        _ => OperatorPrefix + Name,
    };

    /// <summary>The object identifier of the one extended key usage.</summary>
    internal string Usage => Kind == RoleKind.Master ? ServerAuth : ClientAuth;

    public static CertificateRole Minion(MinionId id) => new(RoleKind.Minion, id.ToString());

    /// <exception cref="FormatException">Not 1 to 64 letters, digits, '.', '_', '@' and '-', beginning with a letter or digit.</exception>
    public static CertificateRole Operator(string name) => IsOperatorName(name)
        ? new CertificateRole(RoleKind.Operator, name)
        : throw new FormatException($"'{name}' is not an operator's name (1 to {MaxOperatorName} of letters, digits, '.', '_', '@' and '-', beginning with a letter or digit)");

    /// <summary>The role that both the name and the usage of a certificate agree on.</summary>
    public static bool TryRead(X509Certificate2 certificate, [NotNullWhen(true)] out CertificateRole? role)
    {
        role = null;
        if (SubjectUri.ReadOnly(certificate) is not { } uri || !TryParse(uri, out var named)) return false;
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).ToList();
        if (usages.Count != 1 || usages[0].Value != named.Usage) return false;
        role = named;
        return true;
    }

    public override string ToString() => Uri;

    private static bool TryParse(string uri, [NotNullWhen(true)] out CertificateRole? role)
    {
        role = null;
        if (uri == MasterUri)
        {
            role = Master;
        }
        else if (uri.StartsWith(MinionPrefix, StringComparison.Ordinal))
        {
            if (MinionId.TryParse(uri[MinionPrefix.Length..], out var id)) role = Minion(id);
        }
        else if (uri.StartsWith(OperatorPrefix, StringComparison.Ordinal))
        {
            var name = uri[OperatorPrefix.Length..];
            if (IsOperatorName(name)) role = new CertificateRole(RoleKind.Operator, name);
        }

        return role is not null;
    }

    private static bool IsOperatorName(string name) =>
        name.Length is > 0 and <= MaxOperatorName && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or '-');
}

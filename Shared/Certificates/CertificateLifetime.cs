using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>From when to when certificates hold, and when they are due to be renewed.</summary>
public static class CertificateLifetime
{
    /// <summary>How far back a new certificate begins, so that a peer whose clock is behind can use it at once.</summary>
    public static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    /// <summary>A leaf's life, counted from its issue.</summary>
    public static readonly TimeSpan Leaf = TimeSpan.FromDays(365);

    /// <summary>The authority's life. Its end would part every minion from its master, so it is far away.</summary>
    public static readonly TimeSpan Authority = TimeSpan.FromDays(30 * 365);

    /// <summary>Two thirds of the way from its beginning to its end.</summary>
    public static DateTimeOffset RenewAt(DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        notBefore + (notAfter - notBefore) * (2.0 / 3.0);

    public static bool IsDue(X509Certificate2 certificate, DateTimeOffset now) =>
        now >= RenewAt(NotBefore(certificate), NotAfter(certificate));

    /// <summary>Null if the certificate holds now; otherwise a sentence with its time and the clock's.</summary>
    /// <param name="whose">Begins the sentence: "the certificate of web1".</param>
    public static string? Fault(X509Certificate2 certificate, string whose, DateTimeOffset now)
    {
        if (now < NotBefore(certificate))
        {
            return $"{whose} is not valid before {Stamp(NotBefore(certificate))}, but the clock here says {Stamp(now)}";
        }

        return now > NotAfter(certificate)
            ? $"{whose} was valid until {Stamp(NotAfter(certificate))}, but the clock here says {Stamp(now)}"
            : null;
    }

    // The properties answer in local time.
    internal static DateTimeOffset NotBefore(X509Certificate2 certificate) => certificate.NotBefore.ToUniversalTime();

    internal static DateTimeOffset NotAfter(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime();

    private static string Stamp(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}

using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Minion.Link.Identity;

internal static partial class IdentityLog
{
    [LoggerMessage(3200, LogLevel.Warning, "{Path} cannot be used ({Reason}); moved to {Target}, making a new one")]
    public static partial void IdentityFileSetAside(this ILogger log, string path, string reason, string target);

    [LoggerMessage(3201, LogLevel.Warning, "Master {Master} is trusted at first sight: its CA, fingerprint {Fingerprint}, is pinned from now on")]
    public static partial void AuthorityPinned(this ILogger log, string master, Fingerprint fingerprint);

    [LoggerMessage(3202, LogLevel.Information, "The CA of master {Master} is the expected one, fingerprint {Fingerprint}")]
    public static partial void AuthorityRecognised(this ILogger log, string master, Fingerprint fingerprint);

    [LoggerMessage(3203, LogLevel.Warning, "Minion {MinionId} waits for its key to be accepted by {Master}; its fingerprint is {Fingerprint}")]
    public static partial void WaitingForAcceptance(this ILogger log, MinionId minionId, string master, Fingerprint fingerprint);

    [LoggerMessage(3204, LogLevel.Information, "Minion {MinionId} has a certificate of {Master}, valid until {NotAfter}")]
    public static partial void CertificateReceived(this ILogger log, MinionId minionId, string master, DateTimeOffset notAfter);

    [LoggerMessage(3205, LogLevel.Information, "The stored certificate is not used ({Reason}); enrolling anew")]
    public static partial void CertificateNotUsed(this ILogger log, string reason);
}

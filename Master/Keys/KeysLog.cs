using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

internal static partial class KeysLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Key file {Path} cannot be used ({Reason}); moved to {Target}, going on without it")]
    public static partial void KeyFileSetAside(this ILogger log, string path, string reason, string target);

    [LoggerMessage(1201, LogLevel.Information, "Made a new CA, fingerprint {Fingerprint}")]
    public static partial void CaCreated(this ILogger log, Fingerprint fingerprint);

    [LoggerMessage(1202, LogLevel.Information, "Issued the master's own certificate anew; it is valid until {NotAfter}")]
    public static partial void ServerCertificateIssued(this ILogger log, DateTimeOffset notAfter);

    [LoggerMessage(1203, LogLevel.Warning, "The master's own certificate {Path} cannot be used ({Reason}); making a new one")]
    public static partial void ServerCertificateUnusable(this ILogger log, string path, string reason);

    [LoggerMessage(1204, LogLevel.Information, "Issued a certificate to minion {MinionId}, key {Fingerprint}, address {Address}")]
    public static partial void CertificateIssued(this ILogger log, MinionId minionId, Fingerprint fingerprint, string address);

    [LoggerMessage(1205, LogLevel.Information, "Key of minion {MinionId} is {State}: {Fingerprint}, address {Address}")]
    public static partial void KeyStands(this ILogger log, MinionId minionId, KeyState state, Fingerprint fingerprint, string address);

    [LoggerMessage(1206, LogLevel.Information, "Key of minion {MinionId} is deleted: {Fingerprint}")]
    public static partial void KeyDeleted(this ILogger log, MinionId minionId, Fingerprint fingerprint);

    [LoggerMessage(1207, LogLevel.Warning, "Refused a join token from {Address} for minion {MinionId}: {Reason}")]
    public static partial void TokenRefused(this ILogger log, string address, MinionId minionId, string reason);

    [LoggerMessage(1208, LogLevel.Warning, "Join token file {Path} cannot be read; the token it was for is unknown from now on")]
    public static partial void TokenFileUnreadable(this ILogger log, string path);

    [LoggerMessage(1209, LogLevel.Warning, "The record {Path} of an operator's certificate cannot be read; the certificate does not count from now on")]
    public static partial void OperatorFileUnreadable(this ILogger log, string path);

    [LoggerMessage(1210, LogLevel.Information, "Issued a certificate to operator {Operator}, serial {Serial}, for {User}")]
    public static partial void OperatorIssued(this ILogger log, string @operator, string serial, string user);

    [LoggerMessage(1211, LogLevel.Information, "Revoked the certificate of operator {Operator}, serial {Serial}, for {User}")]
    public static partial void OperatorRevoked(this ILogger log, string @operator, string serial, string user);
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Master.Keys;

/// <summary>The certificates of operators: one counts only while it is in this list and not revoked. One file each in
/// <c>operators/</c>, named by serial number; it goes a week after the certificate has run out.</summary>
public sealed class OperatorCertificates : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly Lock _changing = new();
    private readonly string _folder;
    private readonly MasterCa _ca;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Dictionary<string, OperatorCertificate> _bySerial = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CancellationTokenSource> _revocations = new(StringComparer.OrdinalIgnoreCase);

    public OperatorCertificates(KeysOptions options, MasterCa ca, TimeProvider clock, ILogger<OperatorCertificates> log)
    {
        _folder = Path.Combine(options.Folder, "operators");
        (_ca, _clock, _log) = (ca, clock, log);
        PrivateFile.CreateFolder(_folder);
        foreach (var path in Directory.GetFiles(_folder).Where(path => !PrivateFile.IsTemporary(path)))
        {
            if (OperatorCertificate.TryParse(Path.GetFileName(path), File.ReadAllText(path), out var certificate)) _bySerial[certificate.Serial] = certificate;
            else log.OperatorFileUnreadable(path);
        }

        Forget();
    }

    /// <summary>By name, the oldest first.</summary>
    public IReadOnlyList<OperatorCertificate> List()
    {
        lock (_changing)
        {
            Forget();
            return [.. _bySerial.Values.OrderBy(certificate => certificate.Name, StringComparer.Ordinal).ThenBy(certificate => certificate.Issued)];
        }
    }

    /// <param name="key">Whoever is to use it proved that it has it.</param>
    /// <param name="by">Who asked for it.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="SaltException">BadRequest: no name of an operator's.</exception>
    public X509Certificate2 Issue(string name, PublicKey key, string by)
    {
        var issued = _ca.Issue(key, RoleOf(name));
        lock (_changing)
        {
            Forget();
            // Kept before anybody has it: what is not in the list does not count.
            Keep(new OperatorCertificate(name, issued.SerialNumber, _clock.GetUtcNow(), by, issued.NotAfter.ToUniversalTime()));
        }

        _log.OperatorIssued(name, issued.SerialNumber, by);
        return issued;
    }

    /// <summary>Revokes every certificate of an operator; what it is doing with one ends at once.</summary>
    /// <returns>Those that were revoked.</returns>
    /// <exception cref="SaltException">NotFound: the operator has none that still counts. BadRequest: no name of an operator's.</exception>
    public IReadOnlyList<OperatorCertificate> Revoke(string name, string by)
    {
        _ = RoleOf(name);
        List<OperatorCertificate> revoked;
        List<CancellationTokenSource> waiting;
        lock (_changing)
        {
            var now = _clock.GetUtcNow();
            var valid = _bySerial.Values.Where(one => one.Name == name && one.Revoked is null && one.Expires > now).ToList();
            if (valid.Count == 0)
                throw new SaltException(Failure.NotFound, $"operator {name} has no certificate that could be revoked (master-cli operators list)");
            revoked = [.. valid.Select(one => one with { Revoked = now, RevokedBy = by })];
            foreach (var one in revoked) Keep(one);
            waiting = [.. revoked.Select(one => _revocations.GetValueOrDefault(one.Serial)).OfType<CancellationTokenSource>()];
        }

        foreach (var one in revoked) _log.OperatorRevoked(name, one.Serial, by);
        foreach (var source in waiting) source.Cancel();
        return revoked;
    }

    /// <summary>Why a certificate does not count; null: it does.</summary>
    public string? Fault(string name, string serial)
    {
        lock (_changing)
        {
            if (!_bySerial.TryGetValue(serial, out var known) || known.Name != name)
                return $"the master has no record of this certificate of operator {name}: have one issued (master-cli operators issue {name})";
            return known.Revoked is { } revoked
                ? $"this certificate of operator {name} was revoked at {revoked.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {known.RevokedBy}"
                : null;
        }
    }

    /// <summary>Is cancelled when the certificate is revoked.</summary>
    public CancellationToken RevocationOf(string serial)
    {
        lock (_changing)
        {
            if (_revocations.TryGetValue(serial, out var known)) return known.Token;
            var source = new CancellationTokenSource();
            if (_bySerial.TryGetValue(serial, out var certificate) && certificate.Revoked is not null) source.Cancel();
            return (_revocations[serial] = source).Token;
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            foreach (var source in _revocations.Values) source.Dispose();
            _revocations.Clear();
        }
    }

    private static CertificateRole RoleOf(string name)
    {
        try
        {
            return CertificateRole.Operator(name);
        }
        catch (FormatException e)
        {
            throw new SaltException(Failure.BadRequest, e.Message, inner: e);
        }
    }

    private void Keep(OperatorCertificate certificate)
    {
        try
        {
            PrivateFile.Write(Path.Combine(_folder, certificate.Serial), certificate.Format());
        }
        catch (SystemFault e)
        {
            throw new SaltException(Failure.Unavailable, e.Message, inner: e);
        }

        _bySerial[certificate.Serial] = certificate;
    }

    private void Forget()
    {
        var now = _clock.GetUtcNow();
        foreach (var (serial, certificate) in _bySerial.ToList())
        {
            if (now <= certificate.Expires + Remembered) continue;
            File.Delete(Path.Combine(_folder, serial));
            _bySerial.Remove(serial);
            if (_revocations.Remove(serial, out var source)) source.Dispose();
        }
    }
}

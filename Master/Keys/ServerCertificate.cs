using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Master.Keys;

/// <summary>
/// The certificate that the master shows to minions. It is the master's own to issue, so it renews itself: every
/// handshake asks for the current one, and the first that finds it due makes the next, with the same key.
/// </summary>
public sealed class ServerCertificate : IDisposable
{
    private readonly Lock _renewing = new();
    private readonly string _path;
    private readonly MasterCa _ca;
    private readonly TimeProvider _clock;
    private readonly ILogger<ServerCertificate> _log;
    private X509Certificate2 _certificate;
    private SslStreamCertificateContext _context;

    public ServerCertificate(KeysOptions options, MasterCa ca, TimeProvider clock, ILogger<ServerCertificate> log)
    {
        _path = Path.Combine(options.Folder, "server.pem");
        (_ca, _clock, _log) = (ca, clock, log);
        _certificate = Read() ?? Issue(null);
        _context = ContextOf(_certificate);
    }

    public Fingerprint Fingerprint => Fingerprint.Of(_certificate);

    /// <summary>For one handshake.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_renewing)
        {
            if (!CertificateLifetime.IsDue(_certificate, _clock.GetUtcNow())) return _context;
            using var key = _certificate.GetECDsaPrivateKey();
            _certificate = Issue(key);
            // The old one is not disposed: a handshake may be using it. It goes with the garbage.
            return _context = ContextOf(_certificate);
        }
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2? Read()
    {
        if (!File.Exists(_path)) return null;
        try
        {
            var certificate = KeyPair.FromPem(File.ReadAllText(_path));
            var verdict = _ca.Check.Judge(certificate, _clock.GetUtcNow());
            if (verdict.Role == CertificateRole.Master) return certificate;
            _log.ServerCertificateUnusable(_path, verdict.Fault ?? $"it is for {verdict.Role}");
            certificate.Dispose();
        }
        catch (CryptographicException e)
        {
            _log.ServerCertificateUnusable(_path, SystemErrors.OfReading(e));
        }

        return null;
    }

    private X509Certificate2 Issue(ECDsa? key)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        key ??= made!;
        using var issued = _ca.Issue(KeyPair.PublicKeyOf(key), CertificateRole.Master);
        var certificate = issued.CopyWithPrivateKey(key);
        PrivateFile.Write(_path, KeyPair.ToPem(certificate));
        _log.ServerCertificateIssued(certificate.NotAfter.ToUniversalTime());
        return certificate;
    }

    // With the trust named, the context's own chain is built without reading the system's store.
    private SslStreamCertificateContext ContextOf(X509Certificate2 certificate) => SslStreamCertificateContext.Create(
        certificate, [_ca.Certificate], offline: true, SslCertificateTrust.CreateForX509Collection([_ca.Certificate]));
}

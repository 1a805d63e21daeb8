using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Master.Keys;

/// <summary>
/// The master's certificate authority. Its key and certificate are one file, <c>ca.pem</c>, made at the first start:
/// whoever loses it parts with every minion, so one that cannot be read stops the start.
/// </summary>
public sealed class MasterCa : IDisposable
{
    private readonly CertificateAuthority _authority;
    private readonly TimeProvider _clock;

    public MasterCa(KeysOptions options, TimeProvider clock, ILogger<MasterCa> log)
    {
        _clock = clock;
        var path = Path.Combine(options.Folder, "ca.pem");
        if (File.Exists(path))
        {
            _authority = Read(path);
        }
        else
        {
            _authority = CertificateAuthority.Create(clock.GetUtcNow());
            PrivateFile.Write(path, KeyPair.ToPem(_authority.Certificate));
            log.CaCreated(Fingerprint);
        }

        if (CertificateLifetime.Fault(_authority.Certificate, "the certificate of the master's CA", clock.GetUtcNow()) is { } fault)
        {
            throw new SaltException(Failure.Unavailable, $"{fault}: set the clock right");
        }

        Check = new CertificateCheck(_authority.Certificate);
    }

    /// <summary>What minions pin as <c>master_finger</c>.</summary>
    public Fingerprint Fingerprint => _authority.Fingerprint;

    /// <summary>Without its key, fit to be sent.</summary>
    public ReadOnlyMemory<byte> CertificateDer => _authority.Certificate.RawDataMemory;

    public CertificateCheck Check { get; }

    internal X509Certificate2 Certificate => _authority.Certificate;

    /// <summary>A certificate for a minion or an operator whose key was proven. The caller disposes it.</summary>
    public X509Certificate2 Issue(PublicKey key, CertificateRole role) => _authority.Issue(key, role, _clock.GetUtcNow());

    public void Dispose() => _authority.Dispose();

    private static CertificateAuthority Read(string path)
    {
        try
        {
            return new CertificateAuthority(KeyPair.FromPem(File.ReadAllText(path)));
        }
        catch (CryptographicException e)
        {
            throw new SaltException(
                Failure.Unavailable,
                $"{path} holds no usable CA: restore it from a backup, or remove it to begin anew with every minion",
                inner: e);
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Minion.Link.Identity;

/// <summary>The minion's identity on disk, in <c>PKI_DIR/minion/</c>: its key, its certificate, and the master's CA that
/// it pinned.</summary>
internal sealed class IdentityFolder(string folder, ILogger log)
{
    private readonly string _keyFile = Path.Combine(folder, "minion.key");
    private readonly string _certificateFile = Path.Combine(folder, "minion.crt");
    private readonly string _authorityFile = Path.Combine(folder, "ca.crt");
    private readonly string _tokenFile = Path.Combine(folder, "join_token");

    public string AuthorityFile => _authorityFile;

    /// <summary>The minion's own key, made if there is none or the file is damaged: the master will not know a new one.</summary>
    public ECDsa Key()
    {
        if (File.Exists(_keyFile))
        {
            var stored = ECDsa.Create();
            try
            {
                stored.ImportFromPem(File.ReadAllText(_keyFile));
                return stored;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                stored.Dispose();
                SetAside(_keyFile, SystemErrors.OfReading(e));
            }
        }

        var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(_keyFile, made.ExportPkcs8PrivateKeyPem() + "\n");
        return made;
    }

    /// <summary>The certificate joined with its key; null if there is none for this key.</summary>
    public X509Certificate2? Certificate(ECDsa key)
    {
        if (!File.Exists(_certificateFile)) return null;
        try
        {
            using var stored = X509Certificate2.CreateFromPem(File.ReadAllText(_certificateFile));
            return stored.CopyWithPrivateKey(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            SetAside(_certificateFile, SystemErrors.OfReading(e));
            return null;
        }
    }

    public void Keep(X509Certificate2 certificate) => PrivateFile.Write(_certificateFile, certificate.ExportCertificatePem() + "\n");

    /// <summary>The CA that was pinned; null if none was.</summary>
    /// <exception cref="SaltException">Denied: the file is damaged. To go on without it would be to trust anybody.</exception>
    public X509Certificate2? Authority()
    {
        if (!File.Exists(_authorityFile)) return null;
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(_authorityFile));
        }
        catch (CryptographicException e)
        {
            throw new SaltException(
                Failure.Denied,
                $"{_authorityFile}, the pinned CA of the master, is damaged: restore it, or remove it to pin the master anew",
                inner: e);
        }
    }

    public void Pin(X509Certificate2 authority) => PrivateFile.Write(_authorityFile, authority.ExportCertificatePem() + "\n");

    /// <summary>A token left here for the first start, in place of one in the configuration.</summary>
    public string? Token() => File.Exists(_tokenFile) ? File.ReadAllText(_tokenFile).Trim() : null;

    /// <summary>A token lets in once; afterwards it is only a secret that lies about.</summary>
    public void RemoveToken() => File.Delete(_tokenFile);

    private void SetAside(string path, string reason)
    {
        var target = path + ".damaged";
        File.Move(path, target, overwrite: true);
        log.IdentityFileSetAside(path, reason, target);
    }
}

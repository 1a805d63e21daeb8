using Salt.Shared.Errors;

namespace Salt.Shared.Certificates;

/// <summary>The RSA keys of an earlier Salt. They cannot be used here, and starting beside them would hide that every
/// minion has to be accepted anew.</summary>
public static class SaltRsaKeys
{
    /// <param name="pkiDir">The configured folder; Salt's own configuration names what is <paramref name="folder"/> here.</param>
    /// <param name="file"><c>master.pem</c> or <c>minion.pem</c>.</param>
    /// <exception cref="SaltException">BadRequest: there is one, and what to do.</exception>
    public static void Refuse(string pkiDir, string folder, string file)
    {
        foreach (var path in new[] { Path.Combine(pkiDir, file), Path.Combine(folder, file) })
        {
            if (!File.Exists(path)) continue;
            throw new SaltException(
                Failure.BadRequest,
                $"{path} is an RSA key of another Salt, which is not used here: move {Path.GetDirectoryName(path)} away, " +
                "or set pki_dir to a new folder; new keys are made there and minions are accepted anew");
        }
    }
}

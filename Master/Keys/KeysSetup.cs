using Microsoft.Extensions.DependencyInjection;
using Salt.Master.Hosting;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>Adds the CA, the minions' keys, enrolment and TLS. They read the folder when they are first asked for.</summary>
public static class KeysSetup
{
    /// <exception cref="Salt.Shared.Errors.SaltException">BadRequest: the folder holds Salt's own keys.</exception>
    public static IServiceCollection AddKeys(this IServiceCollection services, MasterOptions options)
    {
        var keys = new KeysOptions
        {
            PkiDir = options.PkiDir,
            AutoAccept = options.AutoAccept,
            MaxPendingKeys = options.MaxPendingKeys,
            OwnId = MasterTarget.Of(options.Id),
        };
        SystemStore.Leave();
        SaltRsaKeys.Refuse(keys.PkiDir, keys.Folder, "master.pem");
        return services
            .AddSingleton(keys)
            .AddSingleton<MasterCa>()
            .AddSingleton<ServerCertificate>()
            .AddSingleton<MasterTls>()
            .AddSingleton<KeyFolder>()
            .AddSingleton<KeyRing>()
            .AddSingleton<JoinTokens>()
            .AddSingleton<OperatorCertificates>()
            .AddSingleton<KeyWaits>()
            .AddSingleton<Enrolment>()
            .AddHostedService<KeyEvents>();
    }
}

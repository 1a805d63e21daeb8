using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Hosting;
using Salt.Minion.Link.Identity;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>A minion's real identity, on files of its own.</summary>
internal sealed class TestMinion : IDisposable
{
    public TestMinion(string root, string id, TimeProvider? clock = null, string? masterFinger = null, string? token = null)
    {
        Id = MinionId.Parse(id);
        Folder = Path.Combine(root, "etc/salt/pki/minion");
        var options = new MinionOptions(new Layout(root), Id) { MasterFinger = masterFinger, JoinToken = token };
        Identity = new MinionIdentity(options, clock ?? TimeProvider.System, NullLogger<MinionIdentity>.Instance);
    }

    public MinionId Id { get; }

    /// <summary>Where its key, its certificate and the pinned CA are.</summary>
    public string Folder { get; }

    public MinionIdentity Identity { get; }

    public Task<MinionCredential> EnsureAsync(IdentityMaster master) => Identity.EnsureAsync(master.Address, CancellationToken.None);

    /// <summary>A connection as the minion makes it.</summary>
    public static GrpcChannel Connect(IdentityMaster master, MinionCredential credential) =>
        GrpcChannels.OverTls(master.Address.ToString(), credential.TlsOptions());

    public static MinionHub.MinionHubClient Hub(IdentityMaster master, MinionCredential credential) => new(Connect(master, credential));

    public void Dispose() => Identity.Dispose();
}

using Google.Protobuf;
using Grpc.Core;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>Calls to the master that is connected at the moment.</summary>
internal sealed class MasterCalls(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private volatile MinionHub.MinionHubClient? _hub;

    /// <summary>Connected.</summary>
    public void Use(MinionHub.MinionHubClient hub) => _hub = hub;

    /// <summary>Not connected any more.</summary>
    public void Forget(MinionHub.MinionHubClient hub) => Interlocked.CompareExchange(ref _hub, null, hub);

    /// <summary>This minion's pillar, and why it is not what the files say now (empty: it is).</summary>
    /// <exception cref="RpcException">There is no master, or it does not answer.</exception>
    public async Task<(ReadOnlyMemory<byte> Pillar, string Fault)> PillarAsync(byte[] grains, CancellationToken cancellation)
    {
        var hub = _hub ?? throw new RpcException(new Status(StatusCode.Unavailable, "no master is connected"));
        var reply = await hub.PillarAsync(
            new PillarRequest { Grains = UnsafeByteOperations.UnsafeWrap(grains) },
            deadline: (clock.GetUtcNow() + Patience).UtcDateTime,
            cancellationToken: cancellation);
        return (reply.Pillar.Memory, reply.Fault);
    }
}

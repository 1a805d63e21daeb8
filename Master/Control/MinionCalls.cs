using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Sessions;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that are about minions.</summary>
internal sealed class MinionCalls(TargetResolver resolver, MinionStatuses statuses, SessionRegistry registry)
{
    public async Task ListAsync(ListMinionsRequest request, IServerStreamWriter<MinionView> stream, ServerCallContext context)
    {
        stream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        foreach (var status in statuses.All) await stream.WriteAsync(View(status, request.WithGrains), context.CancellationToken);
    }

    /// <exception cref="Shared.Errors.SaltException">BadRequest: not a target.</exception>
    public MatchMinionsReply Match(MatchMinionsRequest request)
    {
        var (kind, expression, delimiter) = ControlEdge.Target(request);
        var target = resolver.Resolve(kind, expression, delimiter);
        var reply = new MatchMinionsReply();
        foreach (var id in target.Minions.Except(target.Unknown)) (registry.TryFind(id, out _) ? reply.Up : reply.Down).Add(id.ToString());
        reply.Unknown.Add(target.Unknown.Select(id => id.ToString()));
        return reply;
    }

    public MinionView View(MinionId id, bool withGrains) => View(statuses.Of(id), withGrains);

    private static MinionView View(MinionStatus status, bool withGrains) => new()
    {
        Id = status.Id.ToString(),
        Up = status.IsUp,
        SinceUs = status.SinceUs,
        Address = status.Address,
        Version = status.Version,
        MachineId = status.MachineId,
        Grains = withGrains ? UnsafeByteOperations.UnsafeWrap(status.Grains) : ByteString.Empty,
        Duplicate = status.Duplicate,
    };
}

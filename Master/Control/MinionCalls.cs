using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Sessions;
using Salt.Master.Store;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The calls of Control that are about minions.</summary>
internal sealed class MinionCalls(TargetResolver resolver, MinionDirectory directory, SessionRegistry registry, Presences presences, TimeProvider clock)
{
    public async Task ListAsync(ListMinionsRequest request, IServerStreamWriter<MinionView> stream, ServerCallContext context)
    {
        stream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        foreach (var id in directory.Accepted)
        {
            await stream.WriteAsync(View(id, request.WithGrains), context.CancellationToken);
        }
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

    public MinionView View(MinionId id, bool withGrains)
    {
        var record = directory.Find(id);
        var isUp = registry.TryFind(id, out var session);
        return new MinionView
        {
            Id = id.ToString(),
            Up = isUp,
            SinceUs = session?.Since.ToUnixMicroseconds() ?? record?.SeenUs ?? 0,
            Address = session?.Address ?? record?.Address ?? "",
            Version = session?.Version ?? record?.Version ?? "",
            MachineId = session?.MachineId ?? record?.MachineId ?? "",
            Grains = withGrains && record is not null ? UnsafeByteOperations.UnsafeWrap(record.Grains) : ByteString.Empty,
            Duplicate = presences.DuplicateOf(id, clock.GetUtcNow()),
        };
    }
}

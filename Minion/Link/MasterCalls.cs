using Google.Protobuf;
using Grpc.Core;
using Salt.Minion.Files;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>Calls to the master that is connected at the moment.</summary>
internal sealed class MasterCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private volatile MinionHub.MinionHubClient? _hub;

    /// <summary>Connected.</summary>
    public void Use(MinionHub.MinionHubClient hub) => _hub = hub;

    /// <summary>Not connected any more.</summary>
    public void Forget(MinionHub.MinionHubClient hub) => Interlocked.CompareExchange(ref _hub, null, hub);

    /// <summary>This minion's pillar, and why it is not what the files say now (empty: it is).</summary>
    /// <param name="pillarenv">The environment whose files alone count; empty: all of them.</param>
    /// <exception cref="SaltException">There is no master, or it does not answer.</exception>
    public async Task<(ReadOnlyMemory<byte> Pillar, string Fault)> PillarAsync(byte[] grains, string pillarenv, CancellationToken cancellation)
    {
        try
        {
            var request = new PillarRequest { Grains = UnsafeByteOperations.UnsafeWrap(grains), Pillarenv = pillarenv };
            var reply = await Hub.PillarAsync(request, deadline: Deadline, cancellationToken: cancellation);
            var (pillar, fault, violation) = LinkEdge.Pillar(reply);
            return violation is null ? (pillar, fault) : throw Unreadable(violation);
        }
        catch (RpcException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>The files of an environment.</summary>
    /// <exception cref="SaltException">There is no master, it does not answer, or it has no such environment.</exception>
    public async Task<IReadOnlyList<ListedFile>> ListFilesAsync(string saltenv, CancellationToken cancellation)
    {
        try
        {
            var reply = await Hub.ListFilesAsync(new ListFilesRequest { Saltenv = saltenv }, deadline: Deadline, cancellationToken: cancellation);
            var (files, violation) = LinkEdge.Files(reply);
            return violation is null ? files : throw Unreadable(violation);
        }
        catch (RpcException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>Writes the content of a file as it was listed.</summary>
    /// <exception cref="SaltException">NotFound: it is no more, or has changed.</exception>
    public async Task GetFileAsync(string saltenv, ListedFile file, Stream into, CancellationToken cancellation)
    {
        var request = new GetFileRequest { Saltenv = saltenv, Path = file.Path, Sha256 = UnsafeByteOperations.UnsafeWrap(file.Sha256) };
        try
        {
            using var call = Hub.GetFile(request, cancellationToken: cancellation);
            while (await call.ResponseStream.MoveNext(cancellation)) await into.WriteAsync(call.ResponseStream.Current.Data.Memory, cancellation);
        }
        catch (RpcException e)
        {
            throw Failed(e);
        }
    }

    private static SaltException Unreadable(Violation violation) =>
        new(Failure.Internal, $"the master's answer cannot be read: {violation}");

    private MinionHub.MinionHubClient Hub => _hub ?? throw new SaltException(Failure.Unavailable, "no master is connected");

    private static DateTime Deadline => CallDeadline.After(Patience);

    private static SaltException Failed(RpcException e)
    {
        var fault = RpcFault.Of(e, "the master");
        return new SaltException(fault.Failure, fault.Sentence, inner: e);
    }
}

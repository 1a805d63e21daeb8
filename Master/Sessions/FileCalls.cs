using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Files;
using Salt.Shared.Errors;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Gives minions the files of <c>salt://</c>.</summary>
/// <remarks>To walk a tree and to hash its files takes time: it is done on threads of its own, a few at once.</remarks>
internal sealed class FileCalls(FileServer files) : IDisposable
{
    private const int AtOnce = 4;

    private const int PieceSize = 64 << 10;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <exception cref="SaltException">NotFound: there is no such environment.</exception>
    public async Task<ListFilesReply> ListAsync(ListFilesRequest request, CancellationToken cancellation)
    {
        Require(HubEdge.Files(request));
        var listed = await OnOwnThreadAsync(() => files.List(request.Saltenv), cancellation);
        var reply = new ListFilesReply { Environments = { files.Environments } };
        foreach (var file in listed)
        {
            reply.Files.Add(new FileEntry
            {
                Path = file.Path,
                Sha256 = UnsafeByteOperations.UnsafeWrap(file.Sha256),
                Size = file.Size,
                Executable = file.IsExecutable,
            });
        }

        return reply;
    }

    /// <exception cref="SaltException">NotFound: there is no such file, or it has changed.</exception>
    public async Task SendAsync(GetFileRequest request, IServerStreamWriter<FilePiece> pieces, CancellationToken cancellation)
    {
        Require(HubEdge.File(request));
        await using var content = await OnOwnThreadAsync(() => files.Open(request.Saltenv, request.Path, request.Sha256.Span), cancellation);
        var buffer = new byte[PieceSize];
        while (await content.ReadAsync(buffer, cancellation) is > 0 and var count)
            await pieces.WriteAsync(new FilePiece { Data = ByteString.CopyFrom(buffer, 0, count) }, cancellation);
    }

    public void Dispose() => _turns.Dispose();

    private static void Require(Violation? violation)
    {
        if (violation is not null) throw HubMessages.Fault(violation.ToString());
    }

    private async Task<T> OnOwnThreadAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _turns.Release();
        }
    }
}

using Google.Protobuf;
using Grpc.Core;
using Salt.Master.Files;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Gives minions the files of <c>salt://</c>.</summary>
internal sealed class FileCalls(FileServer files)
{
    private const int PieceSize = 64 << 10;

    /// <exception cref="SaltException">NotFound: there is no such environment.</exception>
    public ListFilesReply List(ListFilesRequest request)
    {
        var reply = new ListFilesReply { Environments = { files.Environments } };
        foreach (var file in files.List(request.Saltenv))
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
        await using var content = files.Open(request.Saltenv, request.Path, request.Sha256.Span);
        var buffer = new byte[PieceSize];
        while (await content.ReadAsync(buffer, cancellation) is > 0 and var count)
            await pieces.WriteAsync(new FilePiece { Data = ByteString.CopyFrom(buffer, 0, count) }, cancellation);
    }
}

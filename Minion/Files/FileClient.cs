using System.Security.Cryptography;
using Grpc.Core;
using Salt.Minion.Link;
using Salt.Shared.Errors;

namespace Salt.Minion.Files;

/// <summary>Gets files from the master and keeps them, by environment and path, below <c>files/</c> of the minion's cache: a file
/// whose content is there already is not sent again.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class FileClient(string cache, MasterCalls master) : IMinionFiles
{
    private readonly FileFolder _folder = new(cache);

    public async Task<IReadOnlyList<ListedFile>> ListAsync(string saltenv, CancellationToken cancellation)
    {
        try
        {
            return await master.ListFilesAsync(saltenv, cancellation);
        }
        catch (RpcException e)
        {
            throw Explain(e);
        }
    }

    public async Task<string> FetchAsync(string saltenv, ListedFile file, CancellationToken cancellation)
    {
        var place = _folder.PlaceOf(saltenv, file.Path);
        if (File.Exists(place) && FileFolder.HashOf(place).AsSpan().SequenceEqual(file.Sha256)) return place;
        FileFolder.MakeParent(place);
        // Several jobs may want the same file at once.
        var temporary = $"{place}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.part";
        try
        {
            await using (var into = FileFolder.Create(temporary)) await master.GetFileAsync(saltenv, file, into, cancellation);
            if (!FileFolder.HashOf(temporary).AsSpan().SequenceEqual(file.Sha256)) throw new SaltException(Failure.Unavailable, $"salt://{file.Path} did not arrive as it was listed");
            File.Move(temporary, place, overwrite: true);
            return place;
        }
        catch (RpcException e)
        {
            throw Explain(e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static SaltException Explain(RpcException e) => e.StatusCode == StatusCode.NotFound
        ? new SaltException(Failure.NotFound, e.Status.Detail, inner: e)
        : new SaltException(Failure.Unavailable, $"the master does not give its files: {e.Status.Detail}", inner: e);
}

using System.Security.Cryptography;
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
        catch (SaltException e)
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
            await GetAsync(saltenv, file, temporary, cancellation);
            if (!FileFolder.HashOf(temporary).AsSpan().SequenceEqual(file.Sha256)) throw new SaltException(Failure.Unavailable, $"salt://{file.Path} did not arrive as it was listed");
            File.Move(temporary, place, overwrite: true);
            return place;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task GetAsync(string saltenv, ListedFile file, string place, CancellationToken cancellation)
    {
        await using var into = FileFolder.Create(place);
        try
        {
            await master.GetFileAsync(saltenv, file, into, cancellation);
        }
        catch (SaltException e)
        {
            throw Explain(e);
        }
    }

    private static SaltException Explain(SaltException e) => e.Failure == Failure.NotFound
        ? e
        : new SaltException(Failure.Unavailable, $"the master does not give its files: {e.Message}", inner: e);
}

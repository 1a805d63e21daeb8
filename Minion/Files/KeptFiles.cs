using Salt.Shared.Errors;

namespace Salt.Minion.Files;

/// <summary>The files as others than the daemon see them: what it has fetched so far.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class KeptFiles(string cache) : IMinionFiles
{
    private readonly FileFolder _folder = new(cache);

    public Task<IReadOnlyList<ListedFile>> ListAsync(string saltenv, CancellationToken cancellation)
    {
        var root = Path.Combine(_folder.Root, saltenv);
        IReadOnlyList<ListedFile> files = Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Describe)]
            : [];
        return Task.FromResult(files);

        ListedFile Describe(string place) => new(Path.GetRelativePath(root, place), FileFolder.HashOf(place), new FileInfo(place).Length, IsExecutable: false);
    }

    public Task<string> FetchAsync(string saltenv, ListedFile file, CancellationToken cancellation)
    {
        var place = _folder.PlaceOf(saltenv, file.Path);
        return File.Exists(place)
            ? Task.FromResult(place)
            : throw new SaltException(Failure.NotFound, $"salt://{file.Path} was not fetched yet; the running daemon does that");
    }
}

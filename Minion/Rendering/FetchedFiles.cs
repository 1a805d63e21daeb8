using Salt.Minion.Files;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>The files of one rendering: listed once, fetched when a template asks for them. Blocks.</summary>
internal sealed class FetchedFiles(IMinionFiles files, CancellationToken cancellation) : IRenderFiles
{
    private readonly Dictionary<string, IReadOnlyList<ListedFile>> _lists = [];

    /// <exception cref="SaltException">The master does not give its files.</exception>
    public IReadOnlyList<ListedFile> List(string saltenv)
    {
        if (!_lists.TryGetValue(saltenv, out var list)) _lists[saltenv] = list = files.ListAsync(saltenv, cancellation).GetAwaiter().GetResult();
        return list;
    }

    public RenderFile? Find(string path, string saltenv) =>
        Fetch(path, saltenv) is { } place ? new RenderFile(path, place, File.ReadAllText(place)) : null;

    /// <returns>Where it lies on this machine; null: there is no such file.</returns>
    /// <exception cref="SaltException">The master does not give its files.</exception>
    public string? Fetch(string path, string saltenv) =>
        List(saltenv).FirstOrDefault(file => file.Path == path) is { } listed ? files.FetchAsync(saltenv, listed, cancellation).GetAwaiter().GetResult() : null;
}

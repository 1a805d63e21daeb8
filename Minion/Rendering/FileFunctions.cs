using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>Functions of templates over the master's files.</summary>
internal sealed class FileFunctions(FetchedFiles files, string saltenv)
{
    public IEnumerable<RenderFunction> All =>
    [
        new("cp.list_master", ["saltenv?", "prefix?"], (_, a) =>
            files.List(Environment(a[0])).Select(file => file.Path).Where(path => path.StartsWith(Prefix(a[1]), StringComparison.Ordinal)).Cast<object?>().ToList()),
        new("cp.list_states", ["saltenv?"], (_, a) => States(Environment(a[0]))),
        new("cp.list_master_dirs", ["saltenv?", "prefix?"], (_, a) => Folders(Environment(a[0]), Prefix(a[1]))),
        new("cp.get_file_str", ["path", "saltenv?"], (_, a) => Fetch(a[0], a[1]) is { } place ? File.ReadAllText(place) : false),
        new("cp.cache_file", ["path", "saltenv?"], (_, a) => Fetch(a[0], a[1]) is { } place ? place : false),
        new("cp.hash_file", ["path", "saltenv?"], (_, a) => files.List(Environment(a[1])).FirstOrDefault(file => file.Path == PathOf(a[0])) is { } file
            ? new PyDict { ["hash_type"] = "sha256", ["hsum"] = Convert.ToHexStringLower(file.Sha256) }
            : new PyDict()),
    ];

    private string? Fetch(object? url, object? environment) => files.Fetch(PathOf(url), Environment(environment));

    private static string PathOf(object? url)
    {
        var text = PythonString.Str(url);
        if (!text.StartsWith(RootPath.Scheme, StringComparison.Ordinal)) throw TemplateException.Value($"'{text}' is no {RootPath.Scheme} path");
        var end = text.IndexOf('?', StringComparison.Ordinal);
        return text[RootPath.Scheme.Length..(end < 0 ? text.Length : end)];
    }

    private List<object?> States(string environment) => [.. SlsPath.NamesOf(files.List(environment).Select(file => file.Path)).Order(StringComparer.Ordinal)];

    private List<object?> Folders(string environment, string prefix)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { "." };
        foreach (var file in files.List(environment))
        {
            for (var slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', slash + 1)) folders.Add(file.Path[..slash]);
        }

        return [.. folders.Where(folder => folder.StartsWith(prefix, StringComparison.Ordinal))];
    }

    private string Environment(object? given) => given is Missing or null ? saltenv : PythonString.Str(given);

    private static string Prefix(object? given) => given is Missing ? "" : PythonString.Str(given);
}

using System.Text.Json.Nodes;
using Salt.Minion.Files;
using Salt.Shared.Rendering;
using static Salt.Minion.Modules.DaemonFunction;

namespace Salt.Minion.Modules;

/// <summary>The files that the master serves.</summary>
internal static class CpModule
{
    private static readonly FunctionArgument Saltenv = new("saltenv", ArgumentKind.Text, Default: "base", Doc: "The environment.");
    private static readonly FunctionArgument Url = new("path", ArgumentKind.Text, Required: true, Doc: "A salt:// path.");
    private static readonly FunctionArgument Prefix = new("prefix", ArgumentKind.Text, Default: "", Doc: "Of paths: only those that begin with it.");

    public static IReadOnlyList<Function> Functions { get; } =
    [
        Of("cp.list_master", "List all of the files stored on the master.", "cp.list_master", [Saltenv, Prefix], async (call, cancellation) =>
            new Outcome(Names((await ListAsync(call, cancellation)).Select(file => file.Path).Where(path => path.StartsWith(call.Arguments.Text("prefix")!, StringComparison.Ordinal))))),
        Of("cp.list_states", "List all of the available state files in an environment.", "cp.list_states", [Saltenv], async (call, cancellation) =>
            new Outcome(Names(SlsPath.NamesOf((await ListAsync(call, cancellation)).Select(file => file.Path)).Order(StringComparer.Ordinal)))),
        Of("cp.list_master_dirs", "List all of the directories stored on the master.", "cp.list_master_dirs", [Saltenv, Prefix], async (call, cancellation) =>
            new Outcome(Names(Folders(await ListAsync(call, cancellation)).Where(path => path.StartsWith(call.Arguments.Text("prefix")!, StringComparison.Ordinal))))),
        Of("cp.hash_file", "Return the hash of a file on the master.", "cp.hash_file salt://path/to/file", [Url, Saltenv], async (call, cancellation) =>
            await FindAsync(call, cancellation) is { } file
                ? new Outcome(new JsonObject { ["hash_type"] = "sha256", ["hsum"] = Convert.ToHexStringLower(file.Sha256) })
                : new Outcome(new JsonObject())),
        Of("cp.cache_file", "Fetch a file from the master into the minion's cache, and return where it lies; False if there is none.", "cp.cache_file salt://path/to/file", [Url, Saltenv],
            async (call, cancellation) => await FetchAsync(call, cancellation) is { } place ? new Outcome(place) : new Outcome(false, 1)),
        Of("cp.get_file_str", "Return the contents of a file on the master; False if there is none.", "cp.get_file_str salt://my/file", [Url, Saltenv],
            async (call, cancellation) => await FetchAsync(call, cancellation) is { } place ? new Outcome(await File.ReadAllTextAsync(place, cancellation)) : new Outcome(false, 1)),
    ];

    private static Task<IReadOnlyList<ListedFile>> ListAsync(FunctionCall call, CancellationToken cancellation) =>
        call.Minion.Files.ListAsync(call.Arguments.Text("saltenv")!, cancellation);

    private static async Task<ListedFile?> FindAsync(FunctionCall call, CancellationToken cancellation)
    {
        var (path, saltenv) = Place(call);
        return (await call.Minion.Files.ListAsync(saltenv, cancellation)).FirstOrDefault(file => file.Path == path);
    }

    private static async Task<string?> FetchAsync(FunctionCall call, CancellationToken cancellation) =>
        await FindAsync(call, cancellation) is { } file ? await call.Minion.Files.FetchAsync(Place(call).Saltenv, file, cancellation) : null;

    /// <summary>Path and environment: <c>salt://path?saltenv=dev</c> names one itself.</summary>
    private static (string Path, string Saltenv) Place(FunctionCall call)
    {
        const string Environment = "?saltenv=";
        var url = call.Arguments.Text("path")!;
        if (!url.StartsWith(RootPath.Scheme, StringComparison.Ordinal)) throw new RefusedException($"ERROR: '{url}' is no {RootPath.Scheme} path");
        var path = url[RootPath.Scheme.Length..];
        var end = path.IndexOf(Environment, StringComparison.Ordinal);
        return end < 0 ? (path, call.Arguments.Text("saltenv")!) : (path[..end], path[(end + Environment.Length)..]);
    }

    private static SortedSet<string> Folders(IEnumerable<ListedFile> files)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { "." };
        foreach (var file in files)
        {
            for (var slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', slash + 1)) folders.Add(file.Path[..slash]);
        }

        return folders;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Salt.Shared.Errors;
using Salt.Shared.Files;

namespace Salt.Minion.Modules;

/// <summary>The files of this machine.</summary>
internal static class FileModule
{
    /// <summary>So long a regular expression may look.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly FunctionArgument Path = new("path", ArgumentKind.Text, Required: true, Doc: "By its absolute path.");

    // A disk that does not answer, as one over the network may, holds up a worker, not the daemon.
    public static IReadOnlyList<Function> Functions { get; } =
    [
        Answering("file.file_exists", "Tests to see if path is a valid file. Returns True/False.", "file.file_exists /etc/passwd", [Path],
            call => File.Exists(PathOf(call))),
        Answering("file.directory_exists", "Tests to see if path is a valid directory. Returns True/False.", "file.directory_exists /etc", [Path],
            call => Directory.Exists(PathOf(call))),
        Answering("file.readdir", "Return a list containing the contents of a directory.", "file.readdir /path/to/dir/", [Path], ReadFolder),
        Answering("file.read", "Return the content of the file.", "file.read /path/to/file",
            [Path, new("binary", ArgumentKind.Boolean, Default: false, Doc: "Accepted; bytes that are no text come as the character that stands for them.")],
            call => Read(PathOf(call))),
        Answering("file.contains", "Return True if the file at path contains text.", "file.contains /etc/crontab 'mymaintenance.sh'",
            [Path, new("text", ArgumentKind.Text, Required: true)],
            call => File.Exists(PathOf(call)) && Read(PathOf(call)).Contains(call.Arguments.Text("text")!, StringComparison.Ordinal)),
        Answering("file.contains_regex", "Return True if the given regular expression matches on any line in the text of a given file.",
            "file.contains_regex /etc/crontab '^m'",
            [Path, new("regex", ArgumentKind.Text, Required: true), new("lchar", ArgumentKind.Text, Default: "", Doc: "Characters to strip from the left side of each line first.")],
            call => File.Exists(PathOf(call)) && IsMatch(Read(PathOf(call)), call.Arguments.Text("regex")!, call.Arguments.Text("lchar")!)),
    ];

    private static Function Answering(
        string name, string doc, string example, IReadOnlyList<FunctionArgument> arguments, Func<FunctionCall, JsonNode?> answer) =>
        DaemonFunction.Answering(name, doc, example, arguments, answer) with { RunsAs = RunsAs.Worker };

    private static string PathOf(FunctionCall call) => call.Arguments.Text("path")!;

    private static JsonNode ReadFolder(FunctionCall call)
    {
        var path = PathOf(call);
        if (!Directory.Exists(path)) throw new SaltException(Failure.NotFound, $"there is no folder {path}");
        return new JsonArray([".", "..", .. Directory.GetFileSystemEntries(path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal).Select(name => (JsonNode)name!)]);
    }

    private static string Read(string path)
    {
        try
        {
            return RegularFile.ReadText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.BadRequest, $"{path} cannot be read: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    private static bool IsMatch(string text, string pattern, string stripped)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
            return text.Split('\n').Any(line => regex.IsMatch(stripped.Length > 0 ? line.TrimStart([.. stripped]) : line));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw new SaltException(Failure.BadRequest, $"the regular expression '{pattern}': {SystemErrors.OfAnything(e)}", inner: e);
        }
    }
}

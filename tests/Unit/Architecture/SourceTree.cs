using System.Xml.Linq;

namespace Salt.Tests.Unit.Architecture;

/// <summary>The repository as it lies on disk: its projects and the source files of each.</summary>
internal static class SourceTree
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", ".salt"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every project file, relative to the root.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Files("*.csproj")];

    /// <summary>Every C# file, relative to the root.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Files("*.cs")];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static XDocument Project(string project) => XDocument.Load(Path.Combine(Root, project));

    /// <summary>The innermost project whose folder holds the file.</summary>
    public static string ProjectOf(string file) => Projects
        .Where(project => file.StartsWith(Path.GetDirectoryName(project) + "/", StringComparison.Ordinal))
        .MaxBy(project => project.Length)
        ?? throw new InvalidOperationException($"{file} belongs to no project");

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => !file.Split('/').Any(Skipped.Contains))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Salt.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Salt.sln above the tests");
        }

        return folder;
    }
}

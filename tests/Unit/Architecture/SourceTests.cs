using System.Text.RegularExpressions;

namespace Salt.Tests.Unit.Architecture;

public partial class SourceTests
{
    private const int MaxLines = 500;

    [Test]
    public void A_namespace_is_its_folder() => Assert.That(
        SourceTree.Sources
            .Select(file => (file, declared: Namespace().Match(SourceTree.Text(file)).Groups[1].Value))
            .Where(source => source.declared.Length > 0 && !IsFolder(source.declared, source.file)),
        Is.Empty);

    [Test]
    public void No_file_is_longer_than_500_lines() => Assert.That(
        SourceTree.Sources.Where(file => SourceTree.Text(file).AsSpan().Count('\n') > MaxLines),
        Is.Empty);

    [Test]
    public void A_file_holds_one_public_type() => Assert.That(
        SourceTree.Sources.Where(file => PublicType().Count(SourceTree.Text(file)) > 1),
        Is.Empty);

    [Test]
    public void Nothing_is_left_unfinished() => Assert.That(
        SourceTree.Sources
            .Where(file => !file.StartsWith("tests/Unit/Architecture/", StringComparison.Ordinal))
            .Where(file => Unfinished().IsMatch(SourceTree.Text(file))),
        Is.Empty);

    private static bool IsFolder(string declared, string file)
    {
        var project = SourceTree.ProjectOf(file);
        var root = SourceTree.Project(project).Descendants("RootNamespace").Single().Value;
        var folder = Path.GetRelativePath(Path.GetDirectoryName(project)!, Path.GetDirectoryName(file)!);
        return declared == (folder == "." ? root : $"{root}.{folder.Replace('/', '.')}");
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public [\w ]*\b(class|record|struct|interface|enum|delegate)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(NotImplementedException|TODO|FIXME|HACK|XXX)\b|Thread\.Sleep\(")]
    private static partial Regex Unfinished();
}

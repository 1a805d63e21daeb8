namespace Salt.Tests.Contract.Golden;

/// <summary>One file of <c>Cases</c>: a command, what the master answers to each call (a section named for it), and
/// what must come out.</summary>
internal sealed class GoldenCase
{
    private const string Mark = "=== ";
    private const string OpenStdout = "stdout, its last line open";
    private readonly Dictionary<string, List<string>> _sections = [];

    private GoldenCase(IEnumerable<string> lines)
    {
        List<string>? section = null;
        foreach (var line in lines)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) _sections[line[Mark.Length..]] = section = [];
            else section!.Add(line);
        }
    }

    public IReadOnlyList<string> Command => ShellWords.Split(_sections["command"].Single());

    /// <summary>What the operator answers; nothing where the case has no such section.</summary>
    public string Stdin => Text("stdin");

    public int ExitCode => int.Parse(_sections["exit code"].Single());

    /// <summary>A prompt leaves the line open: then the section says so.</summary>
    public string Stdout => _sections.ContainsKey(OpenStdout) ? Text(OpenStdout)[..^1] : Text("stdout");

    public string Stderr => Text("stderr");

    /// <summary>The calls that must have been made; null where the case does not care.</summary>
    public string? Sent => _sections.ContainsKey("sent") ? Text("sent") : null;

    public static GoldenCase Read(string file) => new(File.ReadAllLines(file));

    public bool Has(string call) => _sections.ContainsKey(call);

    /// <summary>What the master does in a call, line by line.</summary>
    /// <exception cref="InvalidOperationException">The case does not expect this call.</exception>
    public IReadOnlyList<string> AnswersTo(string call) => _sections.TryGetValue(call, out var lines)
        ? lines
        : throw new InvalidOperationException($"the case has no section for {call}");

    private string Text(string section) =>
        _sections.TryGetValue(section, out var lines) ? string.Concat(lines.Select(line => line + "\n")) : "";
}

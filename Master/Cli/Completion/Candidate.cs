namespace Salt.Cli.Completion;

/// <summary>A word that completion offers.</summary>
/// <param name="Help">What it is, in a few words; may be empty.</param>
internal sealed record Candidate(string Text, string Help = "")
{
    /// <summary>Stands for what the shell knows better: the names of files.</summary>
    public static readonly Candidate Files = new(":files");

    /// <summary>The same for folders alone.</summary>
    public static readonly Candidate Folders = new(":folders");
}

namespace Salt.Shared.Rendering;

/// <summary>Why something cannot be rendered: file, line, cause, in one line; below it the line in question.</summary>
/// <param name="line">From 1; 0: none in particular.</param>
/// <param name="excerpt">What stands there; empty: nothing to show.</param>
public sealed class RenderException(string file, int line, string cause, string excerpt, Exception? inner = null)
    : Exception(Text(file, line, cause, excerpt), inner)
{
    public string File => file;

    public int Line => line;

    /// <summary>Without file and line.</summary>
    public string Cause => cause;

    private static string Text(string file, int line, string cause, string excerpt) =>
        (line > 0 ? $"{file}, line {line}: {cause}" : $"{file}: {cause}") + (excerpt.Trim().Length > 0 ? $"\n    {excerpt.Trim()}" : "");
}

using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary><c>--out-file</c>: data goes there and not to stdout.</summary>
internal static class OutputFile
{
    public static readonly Option File = new(["--output-file", "--out-file"], "FILE", "write the data to FILE, not to stdout") { Unshown = 1, Values = Completion.ValueSources.Files };
    public static readonly Option Append = new(["--output-file-append", "--out-file-append"], null, "with --out-file: behind what is there") { Unshown = 1 };

    /// <summary>Null: stdout.</summary>
    /// <exception cref="SaltException">It cannot be written.</exception>
    public static Stream? Open(Words words)
    {
        if (words.ValueOf(File) is not { } path)
        {
            return words.Has(Append) ? throw new SaltException(Failure.BadRequest, $"{Append.Name} needs {File.Name}") : null;
        }

        try
        {
            // The writer before it has a buffer; with one of its own the file would be written again when it is closed, and fail again.
            return new FileStream(path, words.Has(Append) ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SaltException(Failure.BadRequest, $"{path} cannot be written: {SystemErrors.Sentence(e, path)}", inner: e);
        }
    }
}

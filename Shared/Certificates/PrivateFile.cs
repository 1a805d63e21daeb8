using Salt.Shared.Errors;

namespace Salt.Shared.Certificates;

/// <summary>Files that nobody but their owner may read (0600), in folders that nobody else may enter (0700).</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>The whole file or none of it: a temporary file is flushed to disk and renamed over the target.</summary>
    /// <exception cref="SystemFault">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        // A name of fixed length that no minion id can have: an id may fill all the 255 bytes that a name may.
        var temporary = Path.Combine(folder, TemporaryPrefix + Path.GetRandomFileName());
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new SystemFault($"{path} cannot be written: {SystemErrors.Sentence(e, path)}", e);
        }
    }

    /// <exception cref="SystemFault">It cannot be made.</exception>
    public static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SystemFault($"{path} cannot be made: {SystemErrors.Sentence(e)}", e);
        }
    }

    /// <summary>Whether the file is one that a <see cref="Write"/> left behind when the program was killed.</summary>
    public static bool IsTemporary(string path) =>
        Path.GetFileName(path).StartsWith(TemporaryPrefix, StringComparison.Ordinal);

    private const string TemporaryPrefix = ".new-";
}

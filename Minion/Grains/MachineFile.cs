namespace Salt.Minion.Grains;

/// <summary>Reads the files in which the kernel and the distribution describe the machine.</summary>
internal static class MachineFile
{
    /// <returns>Empty if the file is not there or not for us to read: a machine need not have it.</returns>
    public static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Drivers may refuse to answer (EIO, ENODEV), and some files are root's alone.
            return "";
        }
    }

    /// <summary>The text of the first of them that has any.</summary>
    public static string ReadFirst(params IEnumerable<string> paths) =>
        paths.Select(Read).FirstOrDefault(text => text.Length > 0, "");
}

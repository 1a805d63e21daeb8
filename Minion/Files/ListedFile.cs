namespace Salt.Minion.Files;

/// <param name="Path">Below the roots, with slashes.</param>
public sealed record ListedFile(string Path, byte[] Sha256, long Size, bool IsExecutable);

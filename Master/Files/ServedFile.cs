namespace Salt.Master.Files;

/// <param name="Path">Below the roots, with slashes.</param>
/// <param name="Place">Where it lies.</param>
internal sealed record ServedFile(string Path, string Place, byte[] Sha256, long Size, bool IsExecutable);

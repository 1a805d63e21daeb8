using Salt.Shared.Errors;

namespace Salt.Shared.Configuration;

/// <summary>The folder that <c>-c</c> names, of whichever program.</summary>
public static class ConfigFolder
{
    /// <summary>A misspelt one would have a program work with the system's own files.</summary>
    /// <param name="path">As typed; null: none was.</param>
    /// <exception cref="SaltException">BadRequest: it is not there.</exception>
    public static void Require(string? path)
    {
        if (path is not null && !Directory.Exists(path)) throw new SaltException(Failure.BadRequest, $"-c {path}: there is no such folder");
    }
}

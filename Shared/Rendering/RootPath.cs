namespace Salt.Shared.Rendering;

/// <summary>Paths of files of an environment: below the roots, with slashes.</summary>
public static class RootPath
{
    public const string Scheme = "salt://";

    /// <summary>It is one, and cannot lead out of the roots.</summary>
    public static bool IsBelow(string path) => path.Split('/').All(part => part is not ("" or "." or ".."));
}

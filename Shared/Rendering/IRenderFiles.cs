namespace Salt.Shared.Rendering;

/// <summary>The files of an environment that templates include, import and read.</summary>
public interface IRenderFiles
{
    /// <param name="path">Without <c>salt://</c>, below the roots; never one that leaves them.</param>
    /// <returns>Null: there is no such file.</returns>
    RenderFile? Find(string path, string saltenv);
}

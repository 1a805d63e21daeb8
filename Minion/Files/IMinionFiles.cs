using Salt.Shared.Errors;

namespace Salt.Minion.Files;

/// <summary>The files of <c>salt://</c> as this minion gets them.</summary>
public interface IMinionFiles
{
    /// <summary>In order of path.</summary>
    /// <exception cref="SaltException">Unavailable: the master does not answer. NotFound: there is no such environment.</exception>
    Task<IReadOnlyList<ListedFile>> ListAsync(string saltenv, CancellationToken cancellation);

    /// <summary>The content of a file, on this machine.</summary>
    /// <returns>Where it lies.</returns>
    /// <exception cref="SaltException">Unavailable: the master does not answer. NotFound: the file is no more what was listed.</exception>
    Task<string> FetchAsync(string saltenv, ListedFile file, CancellationToken cancellation);
}

namespace Salt.Master.Files;

/// <param name="Roots">Folders by environment, those that come first first (<c>file_roots</c>).</param>
public sealed record FileRoots(IReadOnlyDictionary<string, IReadOnlyList<string>> Roots);

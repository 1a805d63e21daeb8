using System.Globalization;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>The lines in which the keys of maps stand that were read from one YAML file.</summary>
/// <param name="place">The file.</param>
/// <param name="isRendered">Templates have changed the text: its lines are not the file's.</param>
public sealed class KeyLines(string place, bool isRendered)
{
    private readonly Dictionary<PyDict, IReadOnlyList<(object? Key, int Line)>> _lines = new(ReferenceEqualityComparer.Instance);

    internal void Note(PyDict map, IReadOnlyList<(object? Key, int Line)> keys) => _lines[map] = keys;

    /// <summary>A map's own keys, as they stand in the file, without those that were merged into it.</summary>
    /// <returns>Empty: it has less than two, or was not read from this file.</returns>
    public IReadOnlyList<(object? Key, int Line)> Of(PyDict map) => _lines.GetValueOrDefault(map, []);

    /// <summary>A line as messages name it.</summary>
    public string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{place}, line {line}{(isRendered ? " of what was rendered" : "")}");
}

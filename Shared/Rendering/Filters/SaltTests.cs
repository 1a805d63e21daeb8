using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>The tests that Salt adds.</summary>
internal static class SaltTests
{
    public static IEnumerable<Test> All { get; } =
    [
        new("list", [], (_, value, _) => value is List<object?>),
        new("equalto", ["other"], (_, value, a) => PythonEquality.Equals(value, a[0])),
        new("match", ["regex", "ignorecase?", "multiline?"], (_, value, a) => PythonRegex.Make(
            "^(?:" + PythonString.Str(a[0]) + ")",
            a[1] is not Missing && PythonSequences.Truth(a[1]),
            a[2] is not Missing && PythonSequences.Truth(a[2])).IsMatch(PythonString.Str(value))),
    ];
}

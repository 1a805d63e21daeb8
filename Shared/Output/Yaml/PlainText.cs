using System.Text.Json;
using System.Text.RegularExpressions;
using Salt.Shared.Values;

namespace Salt.Shared.Output.Yaml;

/// <summary>Whether a text without quotes is read back as that text, by the types of YAML 1.1.</summary>
internal static partial class PlainText
{
    public static bool IsText(string text) =>
        text.Length > 0
        && text is not ("=" or "<<" or "!" or "&" or "*")
        && YamlScalars.Resolve(text)?.GetValueKind() == JsonValueKind.String
        && !NotText().IsMatch(text);

    // What YAML knows and JSON does not: infinities, not-a-number, dates.
    [GeneratedRegex(
        @"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.ECMAScript)]
    private static partial Regex NotText();
}

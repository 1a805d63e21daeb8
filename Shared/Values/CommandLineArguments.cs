using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Salt.Shared.Jobs;

namespace Salt.Shared.Values;

/// <summary>A function's arguments as they were typed on a command line, by Salt's rules with one difference: a bare
/// word stays that word, so <c>cmd.run true</c> runs <c>true</c>.</summary>
/// <remarks>
/// <para><c>name=value</c> is a keyword argument, whatever the value holds except a line break; the name is a word of
/// letters, digits, <c>_ . -</c> that begins with no digit. <c>a==b</c> is positional.</para>
/// <para>Values are read as YAML where they are a <c>{map}</c>, a <c>[list]</c>, a <c>"quoted text"</c>, or
/// <c>True</c>, <c>False</c>, <c>None</c>; in keyword arguments also any other word of YAML 1.1 for them (<c>test=true</c>).
/// A number is one as JSON or YAML writes it, <c>0x1F</c>, <c>+1</c>, <c>.5</c> and <c>1.</c> included; <c>007</c>, <c>1_000</c>
/// and <c>12:30</c> stay text, and <c>1.10</c> keeps its digits. A jid stays text. What is not YAML stays text.</para>
/// </remarks>
public sealed partial record CommandLineArguments(JsonArray Arg, JsonObject Kwarg)
{
    public static CommandLineArguments Parse(IEnumerable<string> words)
    {
        var arguments = new CommandLineArguments([], []);
        foreach (var word in words)
        {
            var equals = KeywordLength(word);
            if (equals < 0) arguments.Arg.Add(Positional(word));
            else arguments.Kwarg[word[..equals]] = Keyword(word[(equals + 1)..]);
        }

        return arguments;
    }

    /// <returns>The length of the name before '=', or -1 for a positional argument.</returns>
    private static int KeywordLength(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || word.Contains('\n') || (equals + 1 < word.Length && word[equals + 1] == '=')) return -1;
        if (!char.IsLetter(word[0]) && word[0] != '_') return -1;
        foreach (var c in word.AsSpan(0, equals))
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '-')) return -1;
        }

        return equals;
    }

    private static JsonNode? Positional(string text) => text switch
    {
        "None" => null,
        "True" => JsonValue.Create(true),
        "False" => JsonValue.Create(false),
        _ when Jid.TryParse(text, out _) => JsonValue.Create(text),
        _ => Structured(text),
    };

    private static JsonNode? Keyword(string text)
    {
        if (text is "None") return null;
        if (text.Length is 0 or > 5) return Structured(text);
        var word = YamlScalars.Resolve(text);
        return word is null || word.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? word : Structured(text);
    }

    private static JsonNode? Structured(string text)
    {
        if (text.AsSpan().ContainsAny('\t', '\r', '\n')) return JsonValue.Create(text);
        return text switch
        {
            ['{', ..] => Yaml(text, JsonValueKind.Object),
            ['[', ..] => Yaml(text, JsonValueKind.Array),
            ['"', .., '"'] or ['\'', .., '\''] when !text.Contains('#') => Yaml(text, JsonValueKind.String),
            ['-' or (>= '0' and <= '9'), ..] when IsJsonNumber(text) => JsonNode.Parse(text),
            ['+' or '.' or (>= '0' and <= '9'), ..] when text.Length <= YamlScalars.MostDigits && NumberPattern().IsMatch(text) => YamlScalars.Resolve(text),
            _ => JsonValue.Create(text),
        };
    }

    /// <returns>The text itself unless it is one YAML value of the kind.</returns>
    private static JsonNode Yaml(string text, JsonValueKind kind)
    {
        try
        {
            var value = YamlReader.Read(text) is { } node ? YamlJson.ToJson(node) : null;
            return value?.GetValueKind() == kind ? value : JsonValue.Create(text);
        }
        catch (YamlFormatException)
        {
            // As in Salt, what looks like YAML and is not was meant as text: [ -f x ] && echo y.
            return JsonValue.Create(text);
        }
    }

    /// <summary>Digits as JSON writes them, with no exponent but after a fraction: Salt reads <c>1e3</c> as text.</summary>
    private static bool IsJsonNumber(string text)
    {
        var digits = text[0] == '-' ? text.AsSpan(1) : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || (whole.Length > 1 && whole[0] == '0')) return false;
        if (point < 0) return text != "-0";
        var fraction = digits[(point + 1)..];
        return !fraction.IsEmpty && !fraction.ContainsAnyExceptInRange('0', '9');
    }

    // Numbers that JSON writes otherwise: 0x1F, +1, .5, 1., 0b1.
    [GeneratedRegex(@"^(\+?[1-9][0-9]*|\+?(0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|0x[0-9a-fA-F]+|0b[01]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}

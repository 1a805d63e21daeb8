using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Salt's filters of text: regular expressions, hashes, encodings, paths, conversions.</summary>
internal static class TextFilters
{
#pragma warning disable CA5350, CA5351 // Templates ask for these by name; nothing here relies on them.
    private static readonly Dictionary<string, Func<byte[], byte[]>> Hashes = new()
    {
        ["md5"] = MD5.HashData,
        ["sha1"] = SHA1.HashData,
        ["sha256"] = SHA256.HashData,
        ["sha512"] = SHA512.HashData,
    };
#pragma warning restore CA5350, CA5351

    public static IEnumerable<Filter> All { get; } =
    [
        new("regex_search", ["rgx", "ignorecase?", "multiline?"], (_, value, a) => Groups(Pattern(a[0], a[1], a[2]).Match(Str(value)))),
        new("regex_match", ["rgx", "ignorecase?", "multiline?"], (_, value, a) => Groups(Pattern(a[0], a[1], a[2], anchored: true).Match(Str(value)))),
        new("regex_replace", ["rgx", "val", "ignorecase?", "multiline?"], (_, value, a) =>
            PythonRegex.Replace(Pattern(a[0], a[2], a[3]), Str(value), Str(a[1]))),
        new("regex_escape", [], (_, value, _) => PythonRegex.Escape(Str(value))),
        new("quote", [], (_, value, _) => ShellQuote(Str(value))),
        new("to_bool", [], (_, value, _) => ToBool(value)),
        new("to_num", [], (_, value, _) => ToNumber(value)),
        new("str_to_num", [], (_, value, _) => ToNumber(value)),
        new("to_bytes", ["encoding?", "errors?"], (_, value, _) => value),
        new("path_join", (_, value, arguments) => PosixPath.JoinBelow(arguments.Positional.Prepend(value).Select(Str))),
        new("base64_encode", [], (_, value, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Str(value)))),
        new("base64_decode", [], (_, value, _) => Decode(Str(value))),
        .. Hashes.Select(hash => new Filter(hash.Key, [], (_, value, _) => Hex(hash.Value(Encoding.UTF8.GetBytes(Str(value)))))),
        new("hmac", ["shared_secret", "challenge_hmac"], (_, value, a) =>
            Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Str(a[0])), Encoding.UTF8.GetBytes(Str(value)))) == Str(a[1])),
        new("hmac_compute", ["shared_secret"], (_, value, a) => Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Str(a[0])), Encoding.UTF8.GetBytes(Str(value))))),
        new("random_hash", ["hash_type?"], (_, _, a) => Hex(Hash(a[0] is Missing ? "sha256" : Str(a[0]), RandomNumberGenerator.GetBytes(64)))),
        new("uuid", [], (_, value, _) => NameUuid(Str(value))),
        new("strftime", ["format?"], (_, value, a) => Dates.Format(value, a[0] is Missing ? "%Y-%m-%d" : Str(a[0]))),
        new("date_format", ["format?"], (_, value, a) => Dates.Format(value, a[0] is Missing ? "%Y-%m-%d" : Str(a[0]))),
        new("contains_whitespace", [], (_, value, _) => Str(value).Any(char.IsWhiteSpace)),
        new("is_hex", [], (_, value, _) => Str(value) is { Length: > 0 } text && text.All(char.IsAsciiHexDigit)),
        new("human_to_bytes", ["default_unit?", "handle_metric?"], (_, value, _) => HumanToBytes(Str(value))),
    ];

    private static string Str(object? value) => value is Undefined undefined ? undefined.Text() : PythonString.Str(value);

    private static byte[] Hash(string name, byte[] data) => Hashes.TryGetValue(name, out var hash)
        ? hash(data)
        : throw TemplateException.Value($"there is no hash '{name}': {string.Join(", ", Hashes.Keys)}");

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static Regex Pattern(object? pattern, object? ignoreCase, object? multiline, bool anchored = false) => PythonRegex.Make(
        anchored ? "^(?:" + Str(pattern) + ")" : Str(pattern), ignoreCase is not Missing && PythonSequences.Truth(ignoreCase), multiline is not Missing && PythonSequences.Truth(multiline));

    private static PyTuple? Groups(Match match) => match.Success
        ? new PyTuple([.. match.Groups.Cast<Group>().Skip(1).Select(group => group.Success ? (object?)group.Value : null)])
        : null;

    private static string ShellQuote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "@%_-+=:,./".Contains(c))
        ? text
        : "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";

    private static bool ToBool(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        string or Markup => PythonString.Str(value).ToLowerInvariant() is "yes" or "1" or "true",
        long number => number > 0,
        _ when PythonSequences.TryLength(value) is { } length => length > 0,
        _ => false,
    };

    private static object? ToNumber(object? value) => value switch
    {
        _ when PythonNumbers.IsNumber(value) => value,
        _ when PythonNumbers.TryParseWhole(Str(value), 10, out var whole) => whole,
        _ when PythonNumbers.TryParseReal(Str(value), out var real) => real,
        _ => value,
    };

    private static string Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw TemplateException.Value("it is no base64");
        }
    }

    // A UUID of version 5 (RFC 9562) in Salt's own name space.
    private static string NameUuid(string name)
    {
        var space = Guid.Parse("91633ebf-1c86-5e33-935a-28061f4b480e").ToByteArray(bigEndian: true);
        var hash = Hash("sha1", [.. space, .. Encoding.UTF8.GetBytes(name)])[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    private static object? HumanToBytes(string text)
    {
        var number = new string([.. text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        var unit = text[number.Length..].Trim().ToUpperInvariant().TrimEnd('B').TrimEnd('I');
        var power = unit.Length == 0 ? 0 : "KMGTPEZY".IndexOf(unit, StringComparison.Ordinal) + 1;
        return double.TryParse(number, CultureInfo.InvariantCulture, out var value) && (unit.Length == 0 || power > 0)
            ? PythonNumbers.Truncate(value * Math.Pow(1024, power))
            : PythonNumbers.Box(0);
    }
}

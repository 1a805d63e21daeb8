using System.Text;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Shared.Values;

namespace Salt.Minion.States.Running;

/// <summary>A slot as it is written: <c>__slot__:salt:mod.fun(arg, key=value).path.in.it ~ appended</c>.</summary>
/// <param name="Path">Into what the function returns, names with dots between; null: all of it.</param>
/// <param name="Appended">Behind the text that it returns; null: nothing.</param>
internal sealed record SlotText(string Function, JsonArray Arguments, JsonObject Keywords, string? Path, string? Appended)
{
    private const string Prefix = "__slot__:";
    private const string Kind = "salt:";

    public static bool IsSlot(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="RefusedException">It is malformed.</exception>
    public static SlotText Parse(string text)
    {
        var call = text[Prefix.Length..];
        if (!call.StartsWith(Kind, StringComparison.Ordinal)) throw Malformed(text, "only functions can be called: __slot__:salt:mod.fun(...)");
        call = call[Kind.Length..];
        var open = call.IndexOf('(', StringComparison.Ordinal);
        if (open < 1 || !call[..open].Trim().Contains('.')) throw Malformed(text, "a call is needed, mod.fun(...)");
        var (arguments, keywords) = (new JsonArray(), new JsonObject());
        var at = open + 1;
        while (ReadArgument(call, ref at) is { } argument)
        {
            if (argument.Name is { } name) keywords[name] = argument.Value;
            else arguments.Add(argument.Value);
        }

        if (at >= call.Length) throw Malformed(text, "a quote or bracket is not closed");
        var rest = call[(at + 1)..];
        var tilde = rest.IndexOf('~', StringComparison.Ordinal);
        var path = (tilde < 0 ? rest : rest[..tilde]).Trim();
        if (path.Length > 0 && path[0] != '.') throw Malformed(text, $"'{path}' stands behind the call; a path in what it returns begins with a dot");
        return new SlotText(call[..open].Trim(), arguments, keywords, path.Length > 1 ? path[1..] : null, tilde < 0 ? null : rest[(tilde + 1)..].Trim());
    }

    // To the comma behind it, or to the bracket that ends the call. Null: there is none, or no end.
    private static (string? Name, JsonNode? Value)? ReadArgument(string call, ref int at)
    {
        var word = new StringBuilder();
        var (name, isQuoted, depth) = ((string?)null, false, 0);
        for (; at < call.Length; at++)
        {
            var c = call[at];
            if (depth == 0 && (c is ',' or ')'))
            {
                if (c == ',') at++;
                else if (word.Length == 0 && !isQuoted && name is null) return null;
                return (name, Value(word.ToString(), isQuoted));
            }

            switch (c)
            {
                case '"' or '\'' when depth == 0:
                    isQuoted = true;
                    if (!ReadQuoted(call, ref at, word)) return null;
                    break;
                case '=' when depth == 0 && name is null && !isQuoted && word.Length > 0:
                    name = word.ToString().Trim();
                    word.Clear();
                    break;
                case ' ' when word.Length == 0 || isQuoted:
                    break;
                default:
                    depth += c is '[' or '{' or '(' ? 1 : c is ']' or '}' or ')' ? -1 : 0;
                    word.Append(c);
                    break;
            }
        }

        return null;
    }

    // Leaves the place at the closing quote.
    private static bool ReadQuoted(string call, ref int at, StringBuilder word)
    {
        var quote = call[at];
        for (at++; at < call.Length; at++)
        {
            if (call[at] == quote) return true;
            if (quote == '"' && call[at] == '\\' && at + 1 < call.Length && call[at + 1] is '"' or '\\') at++;
            word.Append(call[at]);
        }

        return false;
    }

    // Words are texts, as in Salt; what is in brackets is a list or a map.
    private static JsonNode? Value(string word, bool isQuoted)
    {
        var text = isQuoted ? word : word.TrimEnd();
        if (isQuoted || text is not ['[' or '{', ..]) return JsonValue.Create(text);
        try
        {
            return YamlReader.Read(text) is { } root ? YamlJson.ToJson(root) : null;
        }
        catch (YamlFormatException e)
        {
            throw new RefusedException($"The slot's argument {text} is no list or map: {e.Message}");
        }
    }

    private static RefusedException Malformed(string slot, string why) => new($"The slot {slot} is malformed: {why}");
}

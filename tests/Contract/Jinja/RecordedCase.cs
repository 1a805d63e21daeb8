using System.Text.Json;
using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Tests.Contract.Jinja;

/// <summary>A template and what Jinja itself made of it.</summary>
/// <param name="Exception">The kind of error; null: it rendered.</param>
internal sealed record RecordedCase(
    int Number, string Source, PyDict Context, IReadOnlyDictionary<string, string> Templates, JinjaOptions Options, string? Output, string? Exception)
{
    public static IReadOnlyList<RecordedCase> Load(string file)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. cases.RootElement.EnumerateArray().Select(Read)];
    }

    private static RecordedCase Read(JsonElement entry, int number) => new(
        number,
        entry.GetProperty("source").GetString()!,
        entry.TryGetProperty("context", out var context) ? (PyDict)Value(context)! : [],
        entry.TryGetProperty("loader", out var loader) ? loader.EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString()!) : [],
        OptionsOf(entry),
        entry.TryGetProperty("out", out var output) ? output.GetString() : null,
        entry.TryGetProperty("exc", out var exception) ? exception.GetString() : null);

    private static JinjaOptions OptionsOf(JsonElement entry)
    {
        var options = new JinjaOptions
        {
            Undefined = entry.GetProperty("undefined").GetString() switch
            {
                "StrictUndefined" => UndefinedKind.Strict,
                "ChainableUndefined" => UndefinedKind.Chainable,
                "DebugUndefined" => UndefinedKind.Debug,
                _ => UndefinedKind.Default,
            },
        };
        if (!entry.TryGetProperty("opts", out var given)) return options;
        foreach (var (name, value) in given.EnumerateObject().Select(option => (option.Name, option.Value)))
        {
            options = name switch
            {
                "trim_blocks" => options with { TrimBlocks = value.GetBoolean() },
                "lstrip_blocks" => options with { LstripBlocks = value.GetBoolean() },
                "keep_trailing_newline" => options with { KeepTrailingNewline = value.GetBoolean() },
                "newline_sequence" => options with { NewlineSequence = value.GetString()! },
                "block_start_string" => options with { BlockStart = value.GetString()! },
                "block_end_string" => options with { BlockEnd = value.GetString()! },
                "variable_start_string" => options with { VariableStart = value.GetString()! },
                "variable_end_string" => options with { VariableEnd = value.GetString()! },
                "comment_start_string" => options with { CommentStart = value.GetString()! },
                "comment_end_string" => options with { CommentEnd = value.GetString()! },
                "line_statement_prefix" => options with { LineStatementPrefix = value.GetString() },
                "line_comment_prefix" => options with { LineCommentPrefix = value.GetString() },
                _ => throw new InvalidDataException($"unknown option {name}"),
            };
        }

        return options;
    }

    // What JSON cannot say is an object with one member: {"$tuple": [...]}.
    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var number) ? (object)number : json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        _ when json.TryGetProperty("$tuple", out var items) => new PyTuple([.. items.EnumerateArray().Select(Value)]),
        _ when json.TryGetProperty("$range", out var range) => PyRange.Of(range[0].GetInt64(), range[1].GetInt64(), range[2].GetInt64(), int.MaxValue),
        _ when json.TryGetProperty("$dict", out var pairs) => Dict(pairs.EnumerateArray().Select(pair => (Value(pair[0]), Value(pair[1])))),
        _ => Dict(json.EnumerateObject().Select(member => ((object?)member.Name, Value(member.Value)))),
    };

    private static PyDict Dict(IEnumerable<(object? Key, object? Value)> entries)
    {
        var dict = new PyDict();
        foreach (var (key, value) in entries) dict[key] = value;
        return dict;
    }
}

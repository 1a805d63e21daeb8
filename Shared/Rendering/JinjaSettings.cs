using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Shared.Values;

namespace Salt.Shared.Rendering;

/// <summary>How templates are written, from a daemon's configuration: <c>jinja_env</c>, and over it <c>jinja_sls_env</c> for SLS and
/// pillar files; <c>jinja_trim_blocks</c> and <c>jinja_lstrip_blocks</c> are the older names of two of them.</summary>
public static class JinjaSettings
{
    /// <param name="configuration">The merged configuration.</param>
    /// <param name="fault">Gets an option and what is wrong with it.</param>
    public static JinjaOptions OfSls(JsonObject configuration, Action<string, string> fault)
    {
        var options = new JinjaOptions
        {
            TrimBlocks = IsTrue(configuration["jinja_trim_blocks"]),
            LstripBlocks = IsTrue(configuration["jinja_lstrip_blocks"]),
        };
        foreach (var name in (string[])["jinja_env", "jinja_sls_env"])
        {
            switch (configuration[name])
            {
                case null:
                    break;
                case JsonObject settings:
                    foreach (var (setting, value) in settings) options = With(options, setting, value, problem => fault(name, problem));
                    break;
                default:
                    fault(name, "expected a map, 'key: value'");
                    break;
            }
        }

        return options;
    }

    private static JinjaOptions With(JinjaOptions options, string setting, JsonNode? value, Action<string> fault)
    {
        var text = value?.GetValueKind() == JsonValueKind.String ? value.ToString() : null;
        if (text is "" && setting.EndsWith("_string", StringComparison.Ordinal)) text = null;
        switch (setting)
        {
            case "trim_blocks": return options with { TrimBlocks = IsTrue(value) };
            case "lstrip_blocks": return options with { LstripBlocks = IsTrue(value) };
            case "keep_trailing_newline": return options with { KeepTrailingNewline = IsTrue(value) };
            case "block_start_string" when text is not null: return options with { BlockStart = text };
            case "block_end_string" when text is not null: return options with { BlockEnd = text };
            case "variable_start_string" when text is not null: return options with { VariableStart = text };
            case "variable_end_string" when text is not null: return options with { VariableEnd = text };
            case "comment_start_string" when text is not null: return options with { CommentStart = text };
            case "comment_end_string" when text is not null: return options with { CommentEnd = text };
            case "line_statement_prefix" when text is null or { Length: > 0 }: return options with { LineStatementPrefix = text };
            case "line_comment_prefix" when text is null or { Length: > 0 }: return options with { LineCommentPrefix = text };
            case "newline_sequence" when text is "\n" or "\r\n" or "\r": return options with { NewlineSequence = text };
            default:
                fault($"'{setting}: {PythonText.Str(value)}' is no setting of Jinja that can be made here");
                return options;
        }
    }

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() == JsonValueKind.True;
}

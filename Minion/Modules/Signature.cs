using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>A function's declaration in one line: <c>cmd.run(cmd, cwd=None, **kwargs)</c>.</summary>
public static class Signature
{
    public static string Of(Function function) =>
        $"{function.Name}({string.Join(", ", function.Arguments.Select(Of))})";

    private static string Of(FunctionArgument argument) => argument.Kind switch
    {
        ArgumentKind.Rest => "*" + argument.Name,
        ArgumentKind.RestNamed => "**" + argument.Name,
        _ => argument.Required ? argument.Name : $"{argument.Name}={Literal(argument.Default)}",
    };

    private static string Literal(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? $"'{text}'" : ScalarText.Of(value);
}

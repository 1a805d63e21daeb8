using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>One argument of a function.</summary>
/// <param name="Kind">What the value is read as: a scalar typed for a <see cref="ArgumentKind.Text"/> stays what was typed.</param>
/// <param name="Required">It has no default.</param>
public sealed record FunctionArgument(
    string Name,
    ArgumentKind Kind,
    bool Required = false,
    JsonNode? Default = null,
    string Doc = "");

using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>How deep a value may be nested before it is no value any more.</summary>
public static class JsonLimits
{
    public const int MaxDepth = 1000;

    public static JsonDocumentOptions Reading => new() { MaxDepth = MaxDepth };
}

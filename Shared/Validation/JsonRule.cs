namespace Salt.Shared.Validation;

/// <summary>What a JSON text from a peer has to keep to, beside being JSON.</summary>
/// <param name="Depth">Levels of arrays and objects inside each other.</param>
/// <param name="Bytes">Its size; what carries it bounds it further.</param>
public sealed record JsonRule(JsonShape Shape, int Depth, long Bytes = long.MaxValue)
{
    public static readonly JsonRule Arguments = new(JsonShape.Array, WireLimits.ArgumentDepth);

    /// <summary>Keyword arguments, metadata, grains.</summary>
    public static readonly JsonRule Members = new(JsonShape.Map, WireLimits.ArgumentDepth);

    public static readonly JsonRule Pillar = new(JsonShape.Map, WireLimits.PillarDepth);

    public static readonly JsonRule Return = new(JsonShape.Any, WireLimits.ReturnDepth);
}

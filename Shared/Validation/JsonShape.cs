namespace Salt.Shared.Validation;

/// <summary>What a JSON text has to be as a whole.</summary>
public enum JsonShape
{
    Any,
    Array,
    Map,
}

namespace Salt.Jinja.Values;

/// <summary>What <c>namespace()</c> gives: the one thing whose attributes a template may set.</summary>
public sealed class Namespace
{
    public PyDict Attributes { get; } = [];
}

namespace Salt.Jinja.Values;

/// <summary>Where there is no value at all, not even None: an argument not given, a name not set.</summary>
public sealed class Missing
{
    public static Missing Value { get; } = new();

    private Missing()
    {
    }

    public override string ToString() => "missing";
}

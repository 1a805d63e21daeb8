namespace Salt.Jinja.Values;

/// <summary>What a call hands over.</summary>
/// <param name="Named">Each name once, in the order given.</param>
public readonly record struct Arguments(object?[] Positional, IReadOnlyList<KeyValuePair<string, object?>> Named)
{
    public static Arguments None { get; } = new([], []);

    public static Arguments Of(params object?[] positional) => new(positional, []);
}

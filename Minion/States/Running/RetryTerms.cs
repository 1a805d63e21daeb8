using System.Text.Json.Nodes;

namespace Salt.Minion.States.Running;

/// <summary>How often a state is tried again.</summary>
/// <param name="Until">The result that ends it.</param>
/// <param name="Attempts">In all.</param>
/// <param name="Interval">Seconds between two.</param>
/// <param name="Splay">Up to so many seconds more.</param>
internal sealed record RetryTerms(bool Until, int Attempts, int Interval, int Splay)
{
    private static readonly RetryTerms Usual = new(Until: true, Attempts: 2, Interval: 30, Splay: 0);

    /// <returns>Null: once is enough.</returns>
    public static RetryTerms? Of(LowChunk chunk) => chunk.Data["retry"] switch
    {
        null => null,
        JsonObject map => new RetryTerms(Flag(map), Number(map, "attempts", Usual.Attempts), Number(map, "interval", Usual.Interval), Number(map, "splay", Usual.Splay)),
        JsonValue value when value.TryGetValue<bool>(out var on) => on ? Usual : null,
        _ => Usual,
    };

    /// <summary>For test mode.</summary>
    public string Sentence =>
        $"The state would be retried every {Interval} seconds (with a splay of up to {Splay} seconds) a maximum of {Attempts} times or until a result of {(Until ? "True" : "False")} is returned";

    private static bool Flag(JsonObject map) => map["until"] is not JsonValue value || !value.TryGetValue<bool>(out var until) || until;

    private static int Number(JsonObject map, string name, int usual) => map[name] is JsonValue value && value.TryGetValue<long>(out var number) && number is >= 0 and <= int.MaxValue ? (int)number : usual;
}

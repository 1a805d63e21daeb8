using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;
using Salt.Shared.Values;

namespace Salt.Minion.States.Running;

/// <summary>Puts in the place of slots what the functions return that they call, just before a state runs: what they ask for may be
/// made by the states before.</summary>
internal static class Slots
{
    // The engine's own, which Salt leaves as they are.
    private static readonly string[] Conditions = ["onlyif", "unless", "creates", "check_cmd", "retry", "fun", "state", "order"];

    /// <returns>The same declaration if it has none.</returns>
    /// <exception cref="RefusedException">One is malformed, or what it calls fails.</exception>
    /// <exception cref="Shared.Errors.SaltException">Who runs the function does not answer.</exception>
    public static async ValueTask<LowChunk> FillAsync(LowChunk chunk, FunctionCall job, CancellationToken cancellation)
    {
        var filled = new List<(string Name, JsonNode? Value)>();
        foreach (var (name, value) in chunk.Data)
        {
            if (MayHave(name) && Has(value)) filled.Add((name, await FillAsync(value, job, cancellation)));
        }

        if (filled.Count == 0) return chunk;
        return chunk.With(data =>
        {
            foreach (var (name, value) in filled) data[name] = name == "name" ? JsonValue.Create(ScalarText.Of(value)) : value;
        });
    }

    private static bool MayHave(string name) =>
        !name.StartsWith("__", StringComparison.Ordinal) && !Conditions.Contains(name) && !Keywords.Requisites.Contains(name) && !Keywords.RequisitesIn.Contains(name);

    private static bool Has(JsonNode? value) => value switch
    {
        JsonObject map => map.Any(member => Has(member.Value)),
        JsonArray list => list.Any(Has),
        _ => HighState.IsText(value, out var text) && SlotText.IsSlot(text),
    };

    private static async ValueTask<JsonNode?> FillAsync(JsonNode? value, FunctionCall job, CancellationToken cancellation)
    {
        switch (value)
        {
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (name, member) in map) members[name] = await FillAsync(member, job, cancellation);
                return members;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(await FillAsync(item, job, cancellation));
                return items;
            default:
                return HighState.IsText(value, out var text) && SlotText.IsSlot(text) ? await CallAsync(SlotText.Parse(text), job, cancellation) : value?.DeepClone();
        }
    }

    private static async ValueTask<JsonNode?> CallAsync(SlotText slot, FunctionCall job, CancellationToken cancellation)
    {
        var outcome = await job.Minion.CallAsync(job, slot.Function, slot.Arguments, slot.Keywords, cancellation);
        if (outcome.Retcode != 0) throw new RefusedException($"The slot's function {slot.Function} ended with return code {outcome.Retcode}: {ScalarText.Of(outcome.Return)}");
        var value = outcome.Return;
        if (slot.Path is { } path && !Traverse.TryFind(value, path, ".", out value))
            throw new RefusedException($"There is no '{path}' in what the slot's function {slot.Function} returned");
        if (slot.Appended is null) return value?.DeepClone();
        return HighState.IsText(value, out var text)
            ? JsonValue.Create(text + slot.Appended)
            : throw new RefusedException($"What the slot's function {slot.Function} returned is no text, so '{slot.Appended}' cannot be appended to it");
    }
}

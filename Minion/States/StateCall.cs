using System.Text.Json.Nodes;
using Salt.Minion.Modules;

namespace Salt.Minion.States;

/// <summary>One call of a state function.</summary>
/// <param name="Chunk">The whole declaration.</param>
/// <param name="Test">Only say what would be done.</param>
/// <param name="Job">The job that this is part of.</param>
/// <param name="Requisites">Of a call of <c>mod_watch</c>: the results of the states that changed.</param>
internal sealed record StateCall(LowChunk Chunk, BoundArguments Arguments, bool Test, FunctionCall Job, IReadOnlyList<(LowChunk Chunk, JsonObject Result)> Requisites)
{
    /// <summary>What is left to chance.</summary>
    public required Random Random { get; init; }

    public string Name => Chunk.Name;

    /// <summary>The environment that files are taken from.</summary>
    public string Saltenv => Chunk.Data["saltenv"]?.ToString() ?? Chunk.Data[Compiler.HighState.Environment]?.ToString() ?? "base";

    /// <summary>Calls an execution module's function.</summary>
    /// <exception cref="RefusedException">It cannot run.</exception>
    public ValueTask<Outcome> CallAsync(string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation) =>
        Job.Minion.CallAsync(Job, fun, arg, kwarg, cancellation);

    public StateResult Done(string comment, JsonObject? changes = null) => new(Name, true, comment, changes ?? []);

    public StateResult Failed(string comment, JsonObject? changes = null) => new(Name, false, comment, changes ?? []);

    /// <summary>In test mode: it would change something.</summary>
    public StateResult Would(string comment, JsonObject? changes = null) => new(Name, null, comment, changes ?? []);
}

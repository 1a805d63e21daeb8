using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;
using Salt.Minion.States.Modules;
using Salt.Minion.States.Running;

namespace Salt.Minion.States;

/// <summary>The functions <c>state.*</c> that make something so.</summary>
internal sealed class StateJobs(FunctionCall call)
{
    private static readonly TimeSpan TellPause = TimeSpan.FromMilliseconds(250);

    private readonly StateCatalog _states = StateModules.Catalog;

    public async ValueTask<Outcome> SlsAsync(CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (turn.Refusal is { } refusal) return refusal;
        var tree = await StateTree.LoadAsync(call, cancellation);
        return tree.Errors.Count > 0 ? StateOutcomes.PillarBroken(tree.Errors) : await RunAsync(Compile(tree), _ => true, cancellation);
    }

    public async ValueTask<Outcome> HighstateAsync(CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (turn.Refusal is { } refusal) return refusal;
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        if (tree.Tops().Count == 0 && tree.Errors.Count == 0) return StateOutcomes.NoStates("No Top file or master_tops data matches found. Please see master log for details.");
        var compiled = Compile(tree);
        return compiled is { Errors.Count: 0, Chunks.Count: 0 } ? StateOutcomes.NoStates("No states found for this minion") : await RunAsync(compiled, _ => true, cancellation);
    }

    public async ValueTask<Outcome> SlsIdAsync(CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (turn.Refusal is { } refusal) return refusal;
        var tree = await StateTree.LoadAsync(call, cancellation);
        if (tree.Errors.Count > 0) return StateOutcomes.PillarBroken(tree.Errors);
        var compiled = Compile(tree);
        var id = call.Arguments.Text("id")!;
        if (compiled.Errors.Count == 0 && !compiled.Chunks.Any(chunk => chunk.Id == id))
            return new Outcome($"ERROR: No matches for ID '{id}' found in SLS '{ScalarText.Of(call.Arguments["mods"])}' within saltenv '{call.Arguments.Text("saltenv")}'", 1);
        return await RunAsync(compiled, chunk => chunk.Id == id, cancellation);
    }

    public async ValueTask<Outcome> SingleAsync(CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (turn.Refusal is { } refusal) return refusal;
        var parts = call.Arguments.Text("fun")!.Split('.');
        if (parts.Length != 2) return new Outcome("Invalid function passed", 1);
        var data = new JsonObject { ["state"] = parts[0], ["fun"] = parts[1], ["name"] = call.Arguments.Text("name"), ["__id__"] = call.Arguments.Text("name"), ["__env__"] = call.Arguments.Text("saltenv") };
        foreach (var (name, value) in call.Arguments.RestNamed) data.TryAdd(name, value?.DeepClone());
        var chunk = new LowChunk(data);
        if (Caller().Fault(chunk) is { } fault) return StateOutcomes.NotCompiled([fault.TrimEnd('\n')]);
        return await RunAsync(new Compiled([], [chunk]), _ => true, cancellation);
    }

    private static Compiled Compile(StateTree tree)
    {
        var high = tree.Load();
        if (tree.Errors.Count > 0) return new Compiled(tree.Errors, []);
        var chunks = Compilation.Compile(high, tree.Errors);
        return new Compiled(tree.Errors, chunks);
    }

    private StateCaller Caller() => new(_states, call, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));

    private async ValueTask<Outcome> RunAsync(Compiled compiled, Predicate<LowChunk> wanted, CancellationToken cancellation)
    {
        if (compiled.Errors.Count > 0) return StateOutcomes.NotCompiled(compiled.Errors);
        var map = new RequisiteMap(compiled.Chunks, _states.Watching);
        var order = RunOrder.Of([.. compiled.Chunks.Where(chunk => wanted(chunk))], map, out var cycle);
        if (cycle is not null) return StateOutcomes.NotCompiled([cycle]);
        var told = call.Minion.Clock.GetTimestamp();
        var run = new StateRun(Caller(), map, IsTest, IsOn("failhard"), Tell);
        return StateOutcomes.Of(await run.RunAsync(order, cancellation));

        // If the job is ended before, this is what is known of it. It grows: not after each of a thousand states.
        void Tell(JsonObject results)
        {
            if (call.Minion.Clock.GetElapsedTime(told) < TellPause) return;
            told = call.Minion.Clock.GetTimestamp();
            call.Tell(StateOutcomes.Of(results));
        }
    }

    private bool IsTest => call.Arguments["test"] is null ? IsOn("test") : call.Arguments.Flag("test");

    private bool IsOn(string option) => call.Minion.Configuration[option] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private async ValueTask<Turn> TakeTurnAsync(CancellationToken cancellation)
    {
        if (call.Arguments.Flag("concurrent")) return new Turn(null, null);
        var (held, holder) = await StateLock.TakeAsync(call, waits: call.Arguments.Flag("queue"), cancellation);
        return held is null ? new Turn(null, StateOutcomes.NotCompiled([holder])) : new Turn(held, null);
    }

    /// <summary>That this run may go on; or why not.</summary>
    private sealed record Turn(StateLock? Lock, Outcome? Refusal) : IDisposable
    {
        public void Dispose() => Lock?.Dispose();
    }

    private sealed record Compiled(IReadOnlyList<string> Errors, IReadOnlyList<LowChunk> Chunks);
}

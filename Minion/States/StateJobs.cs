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

    public ValueTask<Outcome> SlsAsync(CancellationToken cancellation) =>
        WithTreeAsync(tree => RunAsync(Compile(tree), _ => true, cancellation), cancellation);

    public ValueTask<Outcome> HighstateAsync(CancellationToken cancellation) => WithTreeAsync(
        tree =>
        {
            if (tree.Tops().Count == 0 && tree.Errors.Count == 0)
                return ValueTask.FromResult(StateOutcomes.NoStates($"No Top file or master_tops data matches found. There is no salt://top.sls in environment '{call.Arguments.Text("saltenv")}', or none of its targets is this minion."));
            var compiled = Compile(tree);
            return compiled is { Errors.Count: 0, Chunks.Count: 0 }
                ? ValueTask.FromResult(StateOutcomes.NoStates("No states found for this minion"))
                : RunAsync(compiled, _ => true, cancellation);
        },
        cancellation);

    public ValueTask<Outcome> SlsIdAsync(CancellationToken cancellation) => WithTreeAsync(
        tree =>
        {
            var compiled = Compile(tree);
            var id = call.Arguments.Text("id")!;
            return compiled.Errors.Count == 0 && !compiled.Chunks.Any(chunk => chunk.Id == id)
                ? ValueTask.FromResult(new Outcome($"ERROR: No matches for ID '{id}' found in SLS '{ScalarText.Of(call.Arguments["mods"])}' within saltenv '{call.Arguments.Text("saltenv")}'", 1))
                : RunAsync(compiled, chunk => chunk.Id == id, cancellation);
        },
        cancellation);

    public ValueTask<Outcome> SingleAsync(CancellationToken cancellation) => InTurnAsync(
        () =>
        {
            var parts = call.Arguments.Text("fun")!.Split('.');
            if (parts.Length != 2) return ValueTask.FromResult(new Outcome("Invalid function passed", 1));
            var name = call.Arguments.Text("name");
            var data = new JsonObject { ["state"] = parts[0], ["fun"] = parts[1], ["name"] = name, ["__id__"] = name, [HighState.Environment] = call.Arguments.Text("saltenv") };
            foreach (var (key, value) in call.Arguments.RestNamed) data.TryAdd(key, value?.DeepClone());
            var chunk = new LowChunk(data);
            return Caller().Fault(chunk) is { } fault
                ? ValueTask.FromResult(StateOutcomes.NotCompiled([fault.TrimEnd('\n')]))
                : RunAsync(new Compiled([], [chunk]), _ => true, cancellation);
        },
        cancellation);

    private ValueTask<Outcome> WithTreeAsync(Func<StateTree, ValueTask<Outcome>> run, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            var tree = await StateTree.LoadAsync(call, cancellation);
            return tree.Errors.Count > 0 ? StateOutcomes.PillarBroken(tree.Errors) : await run(tree);
        },
        cancellation);

    private async ValueTask<Outcome> InTurnAsync(Func<ValueTask<Outcome>> run, CancellationToken cancellation)
    {
        if (call.Arguments.Flag("concurrent")) return await run();
        var (turn, holder) = await StateLock.TakeAsync(call, waits: call.Arguments.Flag("queue"), cancellation);
        if (turn is null) return StateOutcomes.NotCompiled([holder]);
        using (turn) return await run();
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
        StateRun run = null!;
        // If the job is ended before, this is what is known of it. It grows: not after each of a thousand states.
        await using var progress = new PacedTelling(call.Minion.Clock, TellPause, () => run.Read(results => call.Tell(StateOutcomes.Of(results))));
        run = new StateRun(Caller(), map, IsTest, IsOn("failhard"), progress.Note);
        return StateOutcomes.Of(await run.RunAsync(order, cancellation));
    }

    private bool IsTest => call.Arguments["test"] is null ? IsOn("test") : call.Arguments.Flag("test");

    private bool IsOn(string option) => call.Minion.Configuration[option] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private sealed record Compiled(IReadOnlyList<string> Errors, IReadOnlyList<LowChunk> Chunks);
}

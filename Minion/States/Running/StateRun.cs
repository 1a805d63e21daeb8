using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Salt.Minion.States.Compiler;

namespace Salt.Minion.States.Running;

/// <summary>One run of states: each behind what it depends on, as its requisites say.</summary>
/// <param name="test">Only say what would be done.</param>
/// <param name="failHard">The first failure ends it, for states that do not say otherwise.</param>
/// <param name="tell">Called after every state; <see cref="Read"/> has what there is then.</param>
internal sealed class StateRun(StateCaller caller, RequisiteMap map, bool test, bool failHard, Action tell)
{
    private readonly Lock _gate = new();
    private readonly JsonObject _results = [];
    private readonly ConcurrentDictionary<LowChunk, JsonObject> _ahead = [];
    private readonly ConcurrentDictionary<LowChunk, Task> _parallel = [];

    /// <param name="order">As <see cref="RunOrder"/> has it.</param>
    /// <returns>The results by tag, as far as it came.</returns>
    public async Task<JsonObject> RunAsync(IReadOnlyList<LowChunk> order, CancellationToken cancellation)
    {
        foreach (var chunk in order)
        {
            // One that runs beside the others asks nothing ahead: that has its place in the order.
            if (chunk.IsOn("parallel") && !chunk.Has("prereq")) _parallel[chunk] = Task.Run(() => RunOneAsync(chunk, cancellation), cancellation);
            else await RunOneAsync(chunk, cancellation);
            if (Stops(chunk)) break;
        }

        await Task.WhenAll(_parallel.Values);
        var listening = new Listeners(caller, map, test);
        foreach (var (tag, result) in await listening.RunAsync(order, FindResult, cancellation)) Keep(tag, result);
        return _results;
    }

    /// <summary>Shows the results so far, which do not change meanwhile.</summary>
    public void Read(Action<JsonObject> use)
    {
        lock (_gate) use(_results);
    }

    private async Task RunOneAsync(LowChunk chunk, CancellationToken cancellation)
    {
        var requisites = map.Of(chunk);
        foreach (var needed in requisites.Found.Select(requisite => requisite.Chunk).Concat(map.Prerequiring(chunk)))
        {
            if (_parallel.TryGetValue(needed, out var running)) await running;
        }

        var result = requisites.Missing.Count > 0 ? caller.NotRun(chunk, result: false, MissingText(requisites)) : await DecideAsync(chunk, requisites, cancellation);
        if (chunk.IsOn("parallel")) result["__parallel__"] = true;
        Keep(chunk.Tag, result);
    }

    private async ValueTask<JsonObject> DecideAsync(LowChunk chunk, Requisites requisites, CancellationToken cancellation)
    {
        var known = new List<(Requisite Requisite, JsonObject Result)>();
        foreach (var requisite in requisites.Found)
        {
            if (requisite.Kind == "prereq") known.Add((requisite, await AheadAsync(requisite.Chunk, cancellation)));
            else if (FindResult(requisite.Chunk) is { } result) known.Add((requisite, result));
        }

        foreach (var prerequiring in map.Prerequiring(chunk))
        {
            if (FindResult(prerequiring) is { } result) known.Add((new Requisite("require", prerequiring), result));
        }

        switch (Verdicts.Of(known.Select(one => (one.Requisite.Kind, one.Result))))
        {
            case Verdict.Failed when _ahead.TryGetValue(chunk, out var asked) && Results.HasFailed(asked):
                // Those that ran ahead of it failed because it would: that is what there is to say.
                return caller.NotRun(chunk, result: false, (string)asked["comment"]!);
            case Verdict.Failed:
                var failed = known.Where(one => Results.HasFailed(one.Result)).Select(one => $"{one.Requisite.Chunk.Sls}.{one.Requisite.Chunk.Id}").Distinct();
                return caller.NotRun(chunk, result: false, $"One or more requisite failed: {string.Join(", ", failed)}");
            case Verdict.NothingFailed: return caller.NotRun(chunk, result: true, "State was not run because onfail req did not change");
            case Verdict.NothingChanged: return caller.NotRun(chunk, result: true, "State was not run because none of the onchanges reqs changed");
            case Verdict.NothingAhead: return caller.NotRun(chunk, result: true, "No changes detected");
            case Verdict.RunAndWatch: return await WatchAsync(chunk, [.. known.Where(one => Results.HasChanges(one.Result)).Select(one => (one.Requisite.Chunk, one.Result))], cancellation);
            default: return await caller.RunAsync(chunk, test, [], cancellation);
        }
    }

    // A state that has changed something itself is as new as what it watches.
    private async ValueTask<JsonObject> WatchAsync(LowChunk chunk, IReadOnlyList<(LowChunk Chunk, JsonObject Result)> changed, CancellationToken cancellation)
    {
        var result = await caller.RunAsync(chunk, test, [], cancellation);
        if (Results.HasChanges(result) || Results.SkipsWatch(result)) return result;
        return await caller.RunAsync(Listeners.WatcherOf(chunk), test, changed, cancellation);
    }

    /// <summary>What a state would do, asked once.</summary>
    private async ValueTask<JsonObject> AheadAsync(LowChunk chunk, CancellationToken cancellation)
    {
        if (_ahead.TryGetValue(chunk, out var known)) return known;
        var requisites = map.Of(chunk).Found.Where(requisite => requisite.Kind != "prereq").ToList();
        foreach (var running in requisites.Select(requisite => _parallel.GetValueOrDefault(requisite.Chunk)).OfType<Task>()) await running;
        var results = requisites.Select(requisite => (requisite.Kind, Result: FindResult(requisite.Chunk))).Where(one => one.Result is not null).Select(one => (one.Kind, one.Result!));
        var verdict = Verdicts.Of(results);
        var asked = verdict switch
        {
            Verdict.Run or Verdict.RunAndWatch => await caller.AskAsync(chunk, cancellation),
            Verdict.Failed => new JsonObject { ["result"] = false, ["changes"] = new JsonObject(), ["comment"] = "One or more requisite failed" },
            _ => new JsonObject { ["result"] = true, ["changes"] = new JsonObject(), ["comment"] = "" },
        };
        // It would react to what it watches.
        if (verdict == Verdict.RunAndWatch && Results.Of(asked) == true && !Results.SkipsWatch(asked)) asked["result"] = null;
        return _ahead[chunk] = asked;
    }

    private JsonObject? FindResult(LowChunk chunk)
    {
        lock (_gate) return _results[chunk.Tag]?.AsObject();
    }

    private void Keep(string tag, JsonObject result)
    {
        lock (_gate)
        {
            _results[tag] = result;
        }

        tell();
    }

    private bool Stops(LowChunk chunk) =>
        !test && (chunk.Data["failhard"] is null ? failHard : chunk.IsOn("failhard")) && FindResult(chunk) is { } result && Results.HasFailed(result);

    private static string MissingText(Requisites requisites)
    {
        var text = "The following requisites were not found:\n";
        foreach (var alike in requisites.Missing.GroupBy(missing => missing.Kind))
        {
            text += $"{new string(' ', 19)}{alike.Key}:\n";
            foreach (var (_, module, name) in alike) text += $"{new string(' ', 23)}{module}: {name}\n";
        }

        return text;
    }
}

using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;
using Salt.Shared.Errors;

namespace Salt.Minion.States.Running;

/// <summary>Calls one state: checks the declaration and its conditions, runs the function, tries again where that is asked for.</summary>
/// <param name="random">For the splay of a retry, and for states that leave something to chance.</param>
internal sealed class StateCaller(StateCatalog states, FunctionCall job, Random random)
{
    private readonly TimeProvider _clock = job.Minion.Clock;
    private readonly StateChecks _checks = new(job);
    private int _number;

    /// <summary>The number of the next result.</summary>
    public int NextNumber() => Interlocked.Increment(ref _number) - 1;

    /// <summary>Runs a state for good.</summary>
    /// <param name="requisites">Of a call of <c>mod_watch</c>: what has changed.</param>
    /// <returns>The whole result, with its number, time and place.</returns>
    public async ValueTask<JsonObject> RunAsync(
        LowChunk chunk, bool test, IReadOnlyList<(LowChunk Chunk, JsonObject Result)> requisites, CancellationToken cancellation)
    {
        if (Fault(chunk) is { } fault)
        {
            var unfit = new JsonObject { ["result"] = false, ["name"] = chunk.Name, ["changes"] = new JsonObject(), ["comment"] = fault, ["__run_num__"] = NextNumber() };
            Warn(unfit, chunk);
            return unfit;
        }

        var time = new RunTime(_clock);
        var result = await TryAsync(chunk, test, requisites, cancellation);
        if (RetryTerms.Of(chunk) is { } retry) result = test ? Announce(result, retry) : await RetryAsync(chunk, retry, result, requisites, cancellation);
        await RefreshAsync(chunk, cancellation);
        Warn(result, chunk);
        result["__sls__"] = chunk.Sls;
        result["__run_num__"] = NextNumber();
        result["start_time"] = time.Began;
        result["duration"] = RunTime.Number(time.Elapsed);
        result["__id__"] = chunk.Id;
        return result;
    }

    /// <summary>Asks a state what it would do, for one that is to run ahead of it.</summary>
    public async ValueTask<JsonObject> AskAsync(LowChunk chunk, CancellationToken cancellation) => Fault(chunk) is { } fault
        ? new JsonObject { ["result"] = false, ["name"] = chunk.Name, ["changes"] = new JsonObject(), ["comment"] = fault }
        : await TryAsync(chunk, test: true, [], cancellation);

    /// <summary>The result of a state that its requisites keep from running.</summary>
    public JsonObject NotRun(LowChunk chunk, bool result, string comment)
    {
        var time = new RunTime(_clock);
        var json = new JsonObject
        {
            ["changes"] = new JsonObject(),
            ["result"] = result,
            ["duration"] = RunTime.Number(time.Elapsed),
            ["start_time"] = time.Began,
            ["comment"] = comment,
        };
        if (result) json["__state_ran__"] = false;
        json["__run_num__"] = NextNumber();
        json["__sls__"] = chunk.Sls;
        json["__id__"] = chunk.Id;
        json["name"] = chunk.Name;
        Warn(json, chunk);
        return json;
    }

    // What is said of the declaration stands before what its function says.
    private static void Warn(JsonObject result, LowChunk chunk)
    {
        if (chunk.Data[Keywords.Warnings] is not JsonArray { Count: > 0 } warnings) return;
        var all = warnings.DeepClone().AsArray();
        foreach (var warning in result["warnings"] as JsonArray ?? []) all.Add(warning?.DeepClone());
        result["warnings"] = all;
    }

    /// <summary>What is wrong with a declaration, in Salt's words; null: nothing.</summary>
    public string? Fault(LowChunk chunk)
    {
        if (states.TryGet(chunk.Function, out var function))
        {
            var missing = StateArguments.Missing(function, chunk).ToList();
            return missing.Count > 0 ? string.Join('\n', missing) + "\n" : null;
        }

        return chunk.Sls is null
            ? $"Specified state '{chunk.Function}' was not found\n"
            : $"State '{chunk.Function}' was not found in SLS '{chunk.Sls}'\nReason: '{chunk.Function}' is not available.\n";
    }

    private async ValueTask<JsonObject> TryAsync(
        LowChunk chunk, bool test, IReadOnlyList<(LowChunk Chunk, JsonObject Result)> requisites, CancellationToken cancellation)
    {
        try
        {
            if (await _checks.SkipAsync(chunk, cancellation) is { } reason)
                return new StateResult(chunk.Name, true, reason, []) { SkipsWatch = true }.ToJson();
            var warnings = new List<string>();
            _ = states.TryGet(chunk.Function, out var function);
            var filled = await Slots.FillAsync(chunk, job, cancellation);
            var call = new StateCall(filled, StateArguments.Bind(function!, filled, warnings), test, job, requisites) { Random = Chance() };
            var result = await function!.Run(call, cancellation);
            if (warnings.Count > 0) result = result with { Warnings = [.. warnings, .. result.Warnings] };
            // In test mode there is nothing yet that it could confirm.
            if (!test && chunk.Has("check_cmd")) result = Confirmed(result, await _checks.ConfirmAsync(chunk, cancellation));
            return result.ToJson();
        }
        catch (RefusedException e)
        {
            // What a function says to an operator at a prompt.
            return new StateResult(chunk.Name, false, e.Message.StartsWith("ERROR: ", StringComparison.Ordinal) ? e.Message["ERROR: ".Length..] : e.Message, []).ToJson();
        }
        catch (SaltException e)
        {
            return new StateResult(chunk.Name, false, e.Message, []).ToJson();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The top of a state: a fault in one is that state's failure, and the others are told of it by their requisites.
            return new StateResult(chunk.Name, false, $"An exception occurred in this state: {SystemErrors.OfAnything(e)}", []).ToJson();
        }
    }

    private static StateResult Confirmed(StateResult result, bool holds) => result with
    {
        Result = holds,
        Comment = holds ? "check_cmd determined the state succeeded" : "check_cmd determined the state failed",
    };

    private static JsonObject Announce(JsonObject result, RetryTerms retry)
    {
        result["comment"] = $"{result["comment"]}  {retry.Sentence}";
        return result;
    }

    private async ValueTask<JsonObject> RetryAsync(
        LowChunk chunk, RetryTerms retry, JsonObject result, IReadOnlyList<(LowChunk Chunk, JsonObject Result)> requisites, CancellationToken cancellation)
    {
        var told = "";
        for (var attempt = 1; attempt < retry.Attempts && Results.Of(result) != retry.Until; attempt++)
        {
            told += $"Attempt {attempt}: Returned a result of \"{Word(Results.Of(result))}\", with the following comment: \"{result["comment"]}\"\n";
            await Task.Delay(TimeSpan.FromSeconds(retry.Interval + (retry.Splay > 0 ? Chance().Next(retry.Splay + 1) : 0)), _clock, cancellation);
            result = await TryAsync(chunk, test: false, requisites, cancellation);
        }

        if (told.Length > 0) result["comment"] = told + result["comment"];
        return result;
    }

    // States may run beside each other, and Random is not made for that.
    private Random Chance()
    {
        lock (random) return new Random(random.Next());
    }

    private static string Word(bool? result) => result switch { true => "True", false => "False", null => "None" };

    private async ValueTask RefreshAsync(LowChunk chunk, CancellationToken cancellation)
    {
        if (chunk.IsOn("reload_grains"))
        {
            await job.Minion.CallAsync(job, "saltutil.refresh_grains", [], [], cancellation);
            await job.Minion.RefreshGrainsAsync(cancellation);
        }

        if (chunk.IsOn("reload_pillar")) await job.Minion.RefreshPillarAsync(cancellation);
    }
}

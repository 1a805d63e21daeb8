using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Running;

namespace Salt.Minion.States;

/// <summary>The returns of <c>state.*</c>, with Salt's return codes.</summary>
internal static class StateOutcomes
{
    private const int NotCompiledCode = 1;
    private const int FailedCode = 2;
    private const int PillarCode = 5;

    /// <summary>Results by tag.</summary>
    public static Outcome Of(JsonObject results)
    {
        var failed = results.Select(result => result.Value!.AsObject()).Count(Results.HasFailed);
        return failed == 0 ? new Outcome(results) : new Outcome(results, FailedCode, $"{failed} of {results.Count} states failed");
    }

    /// <summary>Nothing was run: what is wrong, as a list.</summary>
    public static Outcome NotCompiled(IReadOnlyList<string> errors) => new(ListOf(errors), NotCompiledCode, errors[0].Split('\n')[0]);

    public static Outcome PillarBroken(IReadOnlyList<string> errors) => new(ListOf(errors), PillarCode, errors[^1].Split('\n')[0]);

    public static Outcome NoStates(string comment) => Of(new JsonObject
    {
        ["no_|-states_|-states_|-None"] = new JsonObject
        {
            ["result"] = false,
            ["comment"] = comment,
            ["name"] = "No States",
            ["changes"] = new JsonObject(),
            ["__run_num__"] = 0,
        },
    });

    private static JsonArray ListOf(IEnumerable<string> errors) => [.. errors.Select(error => (JsonNode)error)];
}

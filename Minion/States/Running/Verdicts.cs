using System.Text.Json.Nodes;

namespace Salt.Minion.States.Running;

/// <summary>Weighs the results of requisites by Salt's rules. Pure.</summary>
internal static class Verdicts
{
    [Flags]
    private enum Found
    {
        Nothing = 0,
        Met = 1,
        Failed = 2,
        Change = 4,
        Unchanged = 8,
        Changed = 16,
        NotFailed = 32,
        Ahead = 64,
        NothingAhead = 128,
    }

    /// <param name="requisites">Each with its result; of a prereq the result in test mode.</param>
    public static Verdict Of(IEnumerable<(string Kind, JsonObject Result)> requisites)
    {
        var all = Found.Nothing;
        foreach (var alike in requisites.GroupBy(requisite => requisite.Kind, requisite => requisite.Result)) all |= OfKind(alike.Key, alike);
        if (all.HasFlag(Found.Failed)) return Verdict.Failed;
        if (all.HasFlag(Found.NothingAhead) && !all.HasFlag(Found.Ahead)) return Verdict.NothingAhead;
        if (all.HasFlag(Found.NotFailed) && !all.HasFlag(Found.Changed)) return Verdict.NothingFailed;
        if (all.HasFlag(Found.Unchanged) && !all.HasFlag(Found.Changed)) return Verdict.NothingChanged;
        return all.HasFlag(Found.Change) ? Verdict.RunAndWatch : all.HasFlag(Found.NotFailed) ? Verdict.NothingFailed : Verdict.Run;
    }

    // Any: one that is met makes up for those that are not. All (of onfail): one that did not fail is enough.
    private static Found OfKind(string kind, IEnumerable<JsonObject> results)
    {
        var basic = Requisite.BaseOf(kind);
        var found = results.Aggregate(Found.Nothing, (sum, result) => sum | One(basic, result));
        var isAny = kind.EndsWith("_any", StringComparison.Ordinal) || kind == "onfail";
        if (isAny && (found & (Found.Met | Found.Change)) != 0) found &= ~(Found.Failed | Found.NotFailed);
        if (isAny && found.HasFlag(Found.Changed)) found &= ~(Found.Unchanged | Found.Failed);
        if (kind == "onfail_all" && found.HasFlag(Found.NotFailed)) found &= ~Found.Met;
        return found;
    }

    private static Found One(string basic, JsonObject result)
    {
        // Only a true success is none of the failures that onfail waits for.
        if (basic == "onfail") return Results.Of(result) == true ? Found.NotFailed : Ran(result);
        if (Results.HasFailed(result)) return Found.Failed;
        return basic switch
        {
            "onchanges" => Results.HasChanges(result) ? Found.Changed : Found.Unchanged,
            "watch" when Results.HasChanges(result) => Found.Change,
            "prereq" => Results.Of(result) is null ? Found.Ahead : Found.NothingAhead,
            _ => Ran(result),
        };
    }

    private static Found Ran(JsonObject result) => Results.HasRun(result) ? Found.Met : Found.Nothing;
}

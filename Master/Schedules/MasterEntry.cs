using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Master.Authority;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;
using Salt.Shared.Targeting;

namespace Salt.Master.Schedules;

/// <summary>An entry of the master's schedule: one of a minion's, with the target of its runs (<c>tgt</c>, <c>tgt_type</c>), or
/// without one for a runner function.</summary>
internal static class MasterEntry
{
    private const string Tgt = "tgt";
    private const string Kind = "tgt_type";

    /// <exception cref="ScheduleEntryException">What is wrong, in one line.</exception>
    public static ScheduleEntry Parse(string name, JsonElement entry, ScheduleContext context)
    {
        if (JsonObject.Create(entry) is not { } options) throw new ScheduleEntryException("the entry is no map of options");
        var target = TargetOf(options);
        if (target.Tgt.Length == 0)
        {
            CheckRunner(options["function"]?.ToString() ?? "");
            if (options["skip_function"] is { } instead) CheckRunner(instead.ToString());
        }
        else if (target.Kind is not ("nodegroup" or "compound"))
        {
            Check(target.Kind, target.Tgt);
        }

        options.Remove(Tgt);
        options.Remove(Kind);
        return ScheduleEntry.Parse(name, JsonText.Of(options), context);
    }

    public static (string Tgt, string Kind) TargetOf(JsonObject entry) => (entry[Tgt]?.ToString() ?? "", entry[Kind]?.ToString() ?? "glob");

    private static void CheckRunner(string function)
    {
        if (!RunnerPolicy.Allows(function, Callers.Schedule))
            throw new ScheduleEntryException($"'{function}' is no runner function (master-cli runner -d), and to run it on minions there is no target (tgt)");
    }

    // Those that may name nodegroups are checked when they run.
    private static void Check(string kind, string tgt)
    {
        try
        {
            Target.Parse(kind, tgt);
        }
        catch (SaltException e)
        {
            throw new ScheduleEntryException(e.Message);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;
using Salt.Shared.Targeting;

namespace Salt.Master.Schedules;

/// <summary>An entry of the master's schedule: one of a minion's, and the target of its runs (<c>tgt</c>, <c>tgt_type</c>).</summary>
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
            throw new ScheduleEntryException("there is no target (tgt): runs are jobs on minions; runner functions cannot be scheduled");
        if (target.Kind != "nodegroup" && target.Kind != "compound") Check(target.Kind, target.Tgt);
        options.Remove(Tgt);
        options.Remove(Kind);
        return ScheduleEntry.Parse(name, JsonText.Of(options), context);
    }

    public static (string Tgt, string Kind) TargetOf(JsonObject entry) => (entry[Tgt]?.ToString() ?? "", entry[Kind]?.ToString() ?? "glob");

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

using System.Text.Json;
using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Cli.Tables;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>Salt's <c>manage</c> runner, and the verbs of <c>minions</c>: one question, laid out in many ways.</summary>
internal static class Manage
{
    /// <summary>Salt asks every minion and waits; here the master knows who is there.</summary>
    private static readonly IReadOnlyList<Parameter> Targeting =
    [
        new("tgt", "Of these minions only.") { Default = "*", IsPositional = true },
        new("tgt_type", "glob, list, pcre or grain.") { Default = "glob", IsPositional = true },
        new("timeout", "Ignored: nobody has to be asked."),
        new("gather_job_timeout", "Ignored: nobody has to be asked."),
    ];

    private static readonly IReadOnlyList<Parameter> Presence =
    [
        new("subset", "Of these ids only, parted by commas.") { IsPositional = true },
        new("show_ip", "With the address each is connected from.") { Default = "False", IsPositional = true },
    ];

    private static readonly Parameter RemoveKeys = new("removekeys", "Not here: keys are deleted by name.")
    {
        Default = "False",
        IsPositional = true,
        Possible = ["False", "None", "no", "0"],
        Refusal = "that would delete the key of every minion that happens to be away; see who is (minions down), then: master-cli keys delete GLOB",
    };

    private static readonly Parameter Output = new("output", "Ignored.") { Default = "True" };

    public static Function List() => Ask("minions.list", "every minion and where it is", [], (minions, _) => MinionLayout.Listed(minions), hasTable: true);

    public static Function Up() => Ask("manage.up", "who is connected", Targeting, (minions, _) => MinionLayout.Ids(minions, up: true));

    public static Function Down() =>
        Ask("manage.down", "who is not connected", [RemoveKeys, .. Targeting], (minions, _) => MinionLayout.Ids(minions, up: false));

    public static Function Status() =>
        Ask("manage.status", "who is connected and who is not", [Output, .. Targeting], (minions, _) => MinionLayout.Status(minions), hasTable: true);

    /// <summary>Salt has three words for being there (present, alived, and the list of states), which here are one.</summary>
    public static Function Present(string name) => Ask(
        name, "who is connected", Presence, (minions, arguments) => MinionLayout.Ids(minions, up: true, arguments.Flag("show_ip")));

    public static Function NotPresent(string name) => Ask(
        name, "who is not connected", Presence, (minions, arguments) => MinionLayout.Ids(minions, up: false, arguments.Flag("show_ip")));

    public static Function Versions() => new("manage.versions", "which version runs where", [], VersionsAsync);

    private static Function Ask(
        string name,
        string summary,
        IReadOnlyList<Parameter> parameters,
        Func<IReadOnlyCollection<MinionView>, Arguments, JsonElement> layOut,
        bool hasTable = false) =>
        new(name, summary, parameters, (invocation, arguments, cancellationToken) =>
            PrintAsync(invocation, arguments, minions => layOut(minions, arguments), hasTable, cancellationToken));

    private static async Task<int> VersionsAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var status = await master.Control.GetStatusAsync(new StatusRequest(), cancellationToken: cancellationToken);
        outputter.Write(MinionLayout.Versions(await FetchAsync(master.Control, withGrains: false, cancellationToken), status.Version));
        return ExitCodes.Success;
    }

    private static async Task<int> PrintAsync(
        Invocation invocation,
        Arguments arguments,
        Func<IReadOnlyCollection<MinionView>, JsonElement> layOut,
        bool hasTable,
        CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        var type = arguments.Text("tgt_type");
        var target = arguments.Has("tgt") ? Target.Parse(type, arguments.Text("tgt")) : null;
        var subset = arguments.List("subset").ToHashSet(StringComparer.Ordinal);
        using var master = await invocation.ConnectAsync(cancellationToken);
        var minions = await FetchAsync(master.Control, withGrains: target is { NeedsGrains: true }, cancellationToken);
        var meant = minions.Where(minion =>
            (subset.Count == 0 || subset.Contains(minion.Id)) && (target is null || IsMeant(target, minion))).ToList();
        if (hasTable && arguments.IsVerb && TableText.IsWanted(invocation)) MinionTable.Print(invocation.Terminal, meant);
        else outputter.Write(layOut(meant));
        return ExitCodes.Success;
    }

    private static bool IsMeant(Target target, MinionView minion) =>
        target.Matches(new TargetSubject(
            MinionId.Parse(minion.Id), minion.Grains.Length > 0 ? JsonText.Parse(minion.Grains.Memory) : null, Pillar: null));

    private static async Task<IReadOnlyCollection<MinionView>> FetchAsync(
        Control.ControlClient control, bool withGrains, CancellationToken cancellationToken)
    {
        using var call = control.ListMinions(new ListMinionsRequest { WithGrains = withGrains }, cancellationToken: cancellationToken);
        var minions = new List<MinionView>();
        await foreach (var minion in call.ResponseStream.ReadAllAsync(cancellationToken)) minions.Add(minion);
        return minions;
    }
}

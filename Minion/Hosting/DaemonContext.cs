using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Jobs;
using Salt.Minion.Link;
using Salt.Minion.Modules;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Hosting;

/// <summary>The minion as functions see it that run in the daemon: its live parts.</summary>
internal sealed class DaemonContext(MinionId id, CurrentGrains grains, RunningJobs running, JobInbox inbox, TimeProvider clock) : IMinionContext
{
    public MinionId Id => id;

    public JsonObject Grains => grains.Grains;

    public TimeProvider Clock => clock;

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    public required string Cache { get; init; }

    public required CachedJobs Cached { get; init; }

    public required JsonObject Configuration { get; init; }

    public required JinjaOptions Jinja { get; init; }

    public required ILogger TemplateLog { get; init; }

    public required IMinionFiles Files { get; init; }

    public required PillarStore Pillar { get; init; }

    JsonElement IMinionContext.Pillar => Pillar.Current;

    public required MinionSchedule Scheduled { get; init; }

    MinionSchedule IMinionContext.Schedule => Scheduled;

    public IReadOnlyList<JsonObject> Running() => running.InSaltsShape();

    public async ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        await inbox.SignalAsync(jid, signal, by, cancellation);

    public async ValueTask<JsonElement> PillarOfAsync(string pillarenv, CancellationToken cancellation) => await Pillar.AskAsync(pillarenv, cancellation);

    public async ValueTask<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation) => await Pillar.RefreshAsync(cancellation);

    public ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation)
    {
        var call = from.Other(fun, arg, kwarg);
        return call.Function.RunsAs == RunsAs.Daemon
            ? FunctionInvoker.InvokeAsync(call, cancellation)
            : throw new RefusedException($"ERROR: {fun} runs in a process of its own, which the daemon cannot wait for");
    }

    public ValueTask RefreshGrainsAsync(CancellationToken cancellation) => grains.RefreshAsync(cancellation);
}

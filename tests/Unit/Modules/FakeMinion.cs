using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Modules;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Modules;

/// <summary>A minion that exists only for its functions.</summary>
internal sealed class FakeMinion : IMinionContext
{
    public MinionId Id { get; } = MinionId.Parse("web1.example");

    public JsonObject Grains { get; set; } = [];

    public JsonElement Pillar { get; set; } = JsonElement.Parse("{}");

    public string? PillarFault { get; set; }

    public Dictionary<string, JsonElement> PillarOf { get; } = [];

    public ValueTask<JsonElement> PillarOfAsync(string pillarenv, CancellationToken cancellation) =>
        PillarOf.TryGetValue(pillarenv, out var pillar) ? ValueTask.FromResult(pillar) : throw new RefusedException($"ERROR: there is no {pillarenv}");

    public ValueTask<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(PillarFault is null ? PillarRefresh.Done : PillarRefresh.Broken(PillarFault));

    public JsonObject Configuration { get; set; } = [];

    public JinjaOptions Jinja { get; } = new();

    public ILogger TemplateLog => NullLogger.Instance;

    public IMinionFiles Files { get; set; } = new KeptFiles("/nowhere");

    public string Cache { get; set; } = "/nowhere";

    public TimeProvider Clock => TimeProvider.System;

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    public List<JsonObject> Jobs { get; } = [];

    public List<string> Signals { get; } = [];

    MinionSchedule IMinionContext.Schedule => Schedule ?? throw new RefusedException(MinionSchedule.OfDaemon);

    internal MinionSchedule? Schedule { get; set; }

    public CachedJobs Cached { get; set; } = new("/nowhere");

    public int Refreshes { get; private set; }

    public IReadOnlyList<JsonObject> Running() => Jobs;

    public ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation)
    {
        var job = Jobs.Find(candidate => candidate["jid"]!.GetValue<string>() == jid.ToString());
        if (job is null) return ValueTask.FromResult("");
        Signals.Add($"{signal} to {jid} by {by}");
        return ValueTask.FromResult($"Signal {signal} sent to job {jid} at pid {job["pid"]}");
    }

    /// <summary>What other functions answer that are called, by <c>module.function</c>; else they run as they are.</summary>
    public Dictionary<string, Func<JsonArray, JsonObject, Outcome>> Answers { get; } = [];

    public ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation) =>
        Answers.TryGetValue(fun, out var answer)
            ? ValueTask.FromResult(answer(arg, kwarg))
            : FunctionInvoker.InvokeAsync(from.Other(fun, arg, kwarg), cancellation);

    public ValueTask RefreshGrainsAsync(CancellationToken cancellation)
    {
        Refreshes++;
        return ValueTask.CompletedTask;
    }
}

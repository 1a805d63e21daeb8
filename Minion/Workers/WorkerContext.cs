using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Grains;
using Salt.Minion.Hosting;
using Salt.Minion.Local;
using Salt.Minion.Modules;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Workers;

/// <summary>The minion as functions see it that run in a worker: the files that the daemon keeps, and for the rest the daemon
/// itself.</summary>
internal sealed class WorkerContext(MinionOptions options, DaemonLink daemon, LocalPrograms programs, TimeProvider clock) : IMinionContext
{
    private readonly ProcFolder _running = new(options.MinionCache);
    private readonly PlacedCalls _calls = new(daemon, programs);
    private JsonObject? _grains;

    public MinionId Id => options.Id;

    public JsonObject Grains => _grains ??= ReadGrains();

    public JsonObject Configuration => options.Configuration;

    public JinjaOptions Jinja => options.Jinja;

    public ILogger TemplateLog { get; } = new LinkLog(daemon);

    public IMinionFiles Files { get; } = new LinkedFiles(daemon);

    public string Cache => options.MinionCache;

    public TimeProvider Clock => clock;

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    public CachedJobs Cached { get; } = new(options.MinionCache);

    public JsonElement Pillar => KeptPillar.Read(Cache, TemplateLog);

    MinionSchedule IMinionContext.Schedule => throw new RefusedException(MinionSchedule.OfDaemon);

    public IReadOnlyList<JsonObject> Running() => _running.Read();

    /// <summary>The supervisor listens to the daemon alone; functions that signal jobs are the daemon's.</summary>
    /// <exception cref="SaltException">Unavailable, always.</exception>
    public ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        throw new SaltException(Failure.Unavailable, "a job in a worker cannot signal other jobs");

    public ValueTask<JsonElement> PillarOfAsync(string pillarenv, CancellationToken cancellation) =>
        throw new RefusedException(KeptPillar.NotOfOneEnvironment);

    public async ValueTask<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation) => await daemon.RefreshPillarAsync(cancellation);

    public ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation) =>
        _calls.CallAsync(from, fun, arg, kwarg, cancellation);

    /// <summary>The daemon collects them; here is read what it found.</summary>
    public ValueTask RefreshGrainsAsync(CancellationToken cancellation)
    {
        _grains = ReadGrains();
        return ValueTask.CompletedTask;
    }

    /// <summary>Those that the daemon keeps; of a file that is damaged, what is collected here.</summary>
    private JsonObject ReadGrains()
    {
        var kept = KeptJson.ReadOrSetAside<JsonObject?>(Path.Combine(Cache, "grains.json"), null, json => JsonObject.Create(json), TemplateLog.GrainsDamaged);
        return kept ?? GrainsCollector.For(options, clock).CollectAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }
}

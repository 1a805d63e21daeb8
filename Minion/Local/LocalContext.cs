using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Grains;
using Salt.Minion.Hosting;
using Salt.Minion.Modules;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Minion.Workers;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>The minion as functions see it in a local call: grains collected here, jobs read from the daemon's files, and the
/// daemon itself where it runs.</summary>
internal sealed class LocalContext : IMinionContext
{
    private readonly GrainsCollector _collector;
    private readonly DaemonLink? _daemon;
    private readonly PlacedCalls _calls;

    private LocalContext(MinionOptions options, DaemonLink? daemon, LocalPrograms programs, TimeProvider clock)
    {
        (Id, Clock) = (options.Id, clock);
        _collector = GrainsCollector.For(options, clock);
        Cache = options.MinionCache;
        (_daemon, _calls) = (daemon, new PlacedCalls(daemon, programs));
        Configuration = options.Configuration;
        Jinja = options.Jinja;
        Files = daemon is null ? new KeptFiles(Cache) : new LinkedFiles(daemon);
    }

    public MinionId Id { get; }

    public JsonObject Grains { get; private set; } = [];

    public JsonObject Configuration { get; }

    public JinjaOptions Jinja { get; }

    /// <summary>A local call prints its return alone.</summary>
    public ILogger TemplateLog => NullLogger.Instance;

    public IMinionFiles Files { get; }

    public string Cache { get; }

    public TimeProvider Clock { get; }

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    /// <param name="daemon">Null: there is none, or the call shall do without.</param>
    /// <exception cref="SaltException">BadRequest: the file of grains is broken.</exception>
    public static async ValueTask<LocalContext> LoadAsync(
        MinionOptions options, DaemonLink? daemon, LocalPrograms programs, TimeProvider clock, CancellationToken cancellation)
    {
        var context = new LocalContext(options, daemon, programs, clock);
        await context.RefreshGrainsAsync(cancellation);
        return context;
    }

    public CachedJobs Cached => new(Cache);

    public JsonElement Pillar => KeptPillar.Read(Cache);

    public ValueTask<JsonElement> PillarOfAsync(string pillarenv, CancellationToken cancellation) =>
        throw new RefusedException(KeptPillar.NotOfOneEnvironment);

    public async ValueTask<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation) =>
        _daemon is null ? PillarRefresh.NotAsked(KeptPillar.OfDaemon) : await _daemon.RefreshPillarAsync(cancellation);

    public ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation) =>
        _calls.CallAsync(from, fun, arg, kwarg, cancellation);

    MinionSchedule IMinionContext.Schedule => throw new RefusedException(MinionSchedule.OfDaemon);

    public IReadOnlyList<JsonObject> Running() =>
        Directory.Exists(Path.Combine(Cache, "proc")) ? new ProcFolder(Cache).Read() : [];

    /// <exception cref="SaltException">Unavailable: only the daemon knows what a signal ends, and records by whom.</exception>
    public ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        Running().Any(job => ScalarText.Of(job["jid"]) == jid.ToString())
            ? throw new SaltException(
                Failure.Unavailable,
                $"a local call does not reach the daemon's jobs; on the master: master-cli jobs kill {jid}")
            : ValueTask.FromResult("");

    public async ValueTask RefreshGrainsAsync(CancellationToken cancellation) => Grains = await _collector.CollectAsync(cancellation);
}

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
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>The minion as functions see it in a local call: grains collected here, jobs read from the daemon's files.</summary>
internal sealed class LocalContext : IMinionContext
{
    private readonly GrainsCollector _collector;
    private readonly string _cache;

    private LocalContext(MinionOptions options, TimeProvider clock)
    {
        (Id, Clock) = (options.Id, clock);
        _collector = GrainsCollector.For(options, clock);
        _cache = options.MinionCache;
        Configuration = options.Configuration;
        Jinja = options.Jinja;
        Files = new KeptFiles(_cache);
    }

    public MinionId Id { get; }

    public JsonObject Grains { get; private set; } = [];

    public JsonObject Configuration { get; }

    public JinjaOptions Jinja { get; }

    /// <summary>A local call prints its return alone.</summary>
    public ILogger TemplateLog => NullLogger.Instance;

    public IMinionFiles Files { get; }

    public TimeProvider Clock { get; }

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    /// <exception cref="SaltException">BadRequest: the file of grains is broken.</exception>
    public static async ValueTask<LocalContext> LoadAsync(MinionOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var context = new LocalContext(options, clock);
        await context.RefreshGrainsAsync(cancellation);
        return context;
    }

    public CachedJobs Cached => new(_cache);

    public JsonElement Pillar => KeptPillar.Read(_cache);

    public ValueTask<string?> RefreshPillarAsync(CancellationToken cancellation) => ValueTask.FromResult<string?>(KeptPillar.OfDaemon);

    MinionSchedule IMinionContext.Schedule => throw new RefusedException(MinionSchedule.OfDaemon);

    public IReadOnlyList<JsonObject> Running() =>
        Directory.Exists(Path.Combine(_cache, "proc")) ? new ProcFolder(_cache).Read() : [];

    /// <exception cref="SaltException">Unavailable: only the daemon knows what a signal ends, and records by whom.</exception>
    public ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        Running().Any(job => ScalarText.Of(job["jid"]) == jid.ToString())
            ? throw new SaltException(
                Failure.Unavailable,
                $"a local call does not reach the daemon's jobs; on the master: master-cli jobs kill {jid}")
            : ValueTask.FromResult("");

    public async ValueTask RefreshGrainsAsync(CancellationToken cancellation) => Grains = await _collector.CollectAsync(cancellation);
}

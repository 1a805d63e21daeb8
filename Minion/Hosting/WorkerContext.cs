using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Modules;
using Salt.Minion.Pillar;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Hosting;

/// <summary>The minion as functions see it that run in a worker: the files that the daemon keeps.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class WorkerContext(string cache, TimeProvider clock) : IMinionContext
{
    private readonly ProcFolder _running = new(cache);
    private JsonObject? _grains;

    public MinionId Id => MinionId.Parse(Grains["id"]!.GetValue<string>());

    public JsonObject Grains => _grains ??= ReadGrains();

    /// <summary>A worker is not told where the configuration lies.</summary>
    public JsonObject Configuration { get; } = [];

    public JinjaOptions Jinja { get; } = new();

    public ILogger TemplateLog => NullLogger.Instance;

    public IMinionFiles Files { get; } = new KeptFiles(cache);

    public TimeProvider Clock => clock;

    public FunctionCatalog Functions => ExecutionModules.Catalog;

    public CachedJobs Cached { get; } = new(cache);

    public JsonElement Pillar => KeptPillar.Read(cache);

    public ValueTask<string?> RefreshPillarAsync(CancellationToken cancellation) => ValueTask.FromResult<string?>(KeptPillar.OfDaemon);

    MinionSchedule IMinionContext.Schedule => throw new RefusedException(MinionSchedule.OfDaemon);

    public IReadOnlyList<JsonObject> Running() => _running.Read();

    /// <summary>The supervisor listens to the daemon alone; functions that signal jobs are the daemon's.</summary>
    /// <exception cref="SaltException">Unavailable, always.</exception>
    public ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        throw new SaltException(Failure.Unavailable, "a job in a worker cannot signal other jobs");

    /// <summary>The daemon collects them; here is read what it found.</summary>
    public ValueTask RefreshGrainsAsync(CancellationToken cancellation)
    {
        _grains = ReadGrains();
        return ValueTask.CompletedTask;
    }

    private JsonObject ReadGrains() => JsonNode.Parse(File.ReadAllBytes(Path.Combine(cache, "grains.json")))!.AsObject();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Minion.Files;
using Salt.Minion.Scheduling;
using Salt.Minion.Spool;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules;

/// <summary>What a function may see of the minion it runs on. The daemon implements it over its live parts; a worker
/// and a local call over the files on disk.</summary>
public interface IMinionContext
{
    MinionId Id { get; }

    /// <summary>The grains; not to be changed.</summary>
    JsonObject Grains { get; }

    /// <summary>The pillar, a map: as the master last declared it.</summary>
    JsonElement Pillar { get; }

    /// <summary>Its configuration, as the files say.</summary>
    JsonObject Configuration { get; }

    /// <summary>How SLS files are written.</summary>
    JinjaOptions Jinja { get; }

    /// <summary>Takes what templates log.</summary>
    ILogger TemplateLog { get; }

    /// <summary>The files of <c>salt://</c>.</summary>
    IMinionFiles Files { get; }

    /// <summary>The folder where the minion keeps its files.</summary>
    string Cache { get; }

    TimeProvider Clock { get; }

    FunctionCatalog Functions { get; }

    /// <summary>The jobs that run now, in Salt's shape: jid fun arg tgt tgt_type user pid ret.</summary>
    IReadOnlyList<JsonObject> Running();

    /// <summary>The jobs in the minion's cache, ended ones included.</summary>
    CachedJobs Cached { get; }

    /// <summary>The schedule.</summary>
    /// <exception cref="RefusedException">It is the daemon's, and this is not the daemon.</exception>
    internal MinionSchedule Schedule { get; }

    /// <summary>Signals a job's whole tree, or cancels one that waits. 15 and 9 end it (see the supervisor).</summary>
    /// <returns>Salt's sentence, or empty if no such job is here.</returns>
    ValueTask<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation);

    /// <summary>The pillar as the files of one environment alone make it.</summary>
    /// <exception cref="RefusedException">It cannot be had; why.</exception>
    ValueTask<JsonElement> PillarOfAsync(string pillarenv, CancellationToken cancellation);

    /// <summary>Asks the master for the pillar.</summary>
    ValueTask<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation);

    /// <summary>Calls another function on behalf of one, wherever it runs.</summary>
    /// <param name="fun"><c>module.function</c></param>
    /// <exception cref="RefusedException">There is no such function, its arguments do not fit, or it cannot run from here.</exception>
    /// <exception cref="Shared.Errors.SaltException">Unavailable: who runs it does not answer.</exception>
    ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation);

    /// <summary>Collects the grains anew; from then on <see cref="Grains"/> are those.</summary>
    ValueTask RefreshGrainsAsync(CancellationToken cancellation);
}

using System.Text.Json.Nodes;
using Salt.Minion.Local;
using Salt.Minion.Modules;

namespace Salt.Minion.Workers;

/// <summary>Calls functions for one that is not in the daemon, each where its declaration says: in the daemon, as a program, or
/// here.</summary>
/// <param name="daemon">Null: there is none; what is the daemon's runs here then, as far as that can be.</param>
internal sealed class PlacedCalls(DaemonLink? daemon, LocalPrograms programs)
{
    /// <inheritdoc cref="IMinionContext.CallAsync"/>
    public async ValueTask<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation)
    {
        var call = from.Other(fun, arg, kwarg);
        return call.Function switch
        {
            { RunsAs: RunsAs.Daemon } when daemon is not null => await daemon.CallAsync(from, fun, arg, kwarg, cancellation),
            { Plan: not null, Finish: { } finish } => finish(call, await programs.RunAsync(await ProcessPlan.OfAsync(call, cancellation), cancellation)),
            _ => await FunctionInvoker.InvokeAsync(call, cancellation),
        };
    }
}

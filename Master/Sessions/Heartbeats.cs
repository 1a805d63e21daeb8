using Microsoft.Extensions.Hosting;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Speaks to every minion once a heartbeat, and cuts those that were silent for three.</summary>
internal sealed class Heartbeats(SessionRegistry registry, SessionsOptions options, TimeProvider clock) : BackgroundService
{
    /// <summary>Looks this often in a heartbeat, so that silence is noticed before the third is over.</summary>
    private const int LooksPerHeartbeat = 8;

    private const int Missed = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var look = options.Heartbeat / LooksPerHeartbeat;
        using var timer = new PeriodicTimer(look, clock);
        for (ulong looks = 1; await timer.WaitForNextTickAsync(stoppingToken); looks++)
        {
            CutSilent((options.Heartbeat * Missed) - look);
            if (looks % LooksPerHeartbeat == 0) Beat(looks / LooksPerHeartbeat);
            registry.Prune();
        }
    }

    private void CutSilent(TimeSpan longest)
    {
        foreach (var session in registry.All)
        {
            if (session.Silence < longest) continue;
            session.Cut(new SaltException(
                Failure.TimedOut, $"minion {session.Id} was silent for {session.Silence.TotalSeconds:0.#} s"));
        }
    }

    private void Beat(ulong sequence)
    {
        var heartbeat = new MasterMessage { Heartbeat = new Heartbeat { Sequence = sequence } };
        foreach (var session in registry.All) session.Send(heartbeat);
    }
}

using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Salt.Minion.Hosting;
using Salt.Minion.Link.Identity;
using Salt.Minion.Pillar;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>Keeps a stream to a master open for as long as the minion lives: enrols, connects, and after every end waits
/// as the end demands and begins again. Masters are tried in the order of the configuration.</summary>
internal sealed class MasterLink(MinionOptions options, MinionIdentity identity, StreamParts parts, MasterCalls calls, PillarStore pillar, ReconnectPolicy policy, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    /// <summary>A master that asks for more is asked again after this.</summary>
    private static readonly TimeSpan LongestComeBack = TimeSpan.FromHours(1);

    private static readonly TimeSpan RenewalCheck = TimeSpan.FromHours(1);

    /// <summary>Room for the envelope of what the master itself took as a message of full size.</summary>
    private const int Envelope = 64 << 10;

    private bool _fresh = true;

    /// <summary>Until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var turn = 0;
        while (!stopping.IsCancellationRequested)
        {
            var master = options.Masters[turn];
            var begun = clock.GetTimestamp();
            var end = await ConnectAsync(master, stopping);
            if (end is StreamEnd.Stopped) return;

            var lived = clock.GetElapsedTime(begun);
            turn = NextTurn(turn, end, lived);
            await Task.Delay(WaitAfter(end, master, lived), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The same master after a renewal, the first of the list after a good stream, else the next one.</summary>
    private int NextTurn(int turn, StreamEnd end, TimeSpan lived)
    {
        if (end is StreamEnd.Renewed) return turn;
        return lived >= ReconnectPolicy.Stable ? 0 : (turn + 1) % options.Masters.Count;
    }

    private async Task<StreamEnd> ConnectAsync(MasterAddress master, CancellationToken stopping)
    {
        try
        {
            var credential = await identity.EnsureAsync(master, stopping);
            using var channel = Channel(master, credential);
            var hub = new MinionHub.MinionHubClient(channel);
            using var stream = new MasterStream(hub.Connect(cancellationToken: CancellationToken.None), parts, Name(master), clock, log);
            return await stream.RunAsync(_fresh, over => ServeAsync(master, credential, hub, over), stopping);
        }
        catch (SaltException e) when (e.Failure is Failure.Unavailable)
        {
            return new StreamEnd.Cut(e.Message);
        }
        catch (SaltException e)
        {
            return new StreamEnd.Refused(e.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new StreamEnd.Stopped();
        }
    }

    private GrpcChannel Channel(MasterAddress master, MinionCredential credential) => GrpcChannels.OverTls(
        master.ToString(),
        credential.TlsOptions(),
        new GrpcChannelLimits
        {
            ConnectTimeout = ConnectPatience,
            MaxReceiveMessageSize = options.MaxMessageSize + Envelope,
            MaxSendMessageSize = options.MaxMessageSize,
        });

    private static string Name(MasterAddress master) => $"the master at {master}";

    /// <summary>What there is to do on a good stream: the pillar may have changed while there was none.</summary>
    private async Task<StreamEnd> ServeAsync(MasterAddress master, MinionCredential credential, MinionHub.MinionHubClient hub, CancellationToken over)
    {
        calls.Use(hub);
        try
        {
            await pillar.RefreshAsync(over);
            return await RenewAsync(master, credential, hub, over);
        }
        finally
        {
            calls.Forget(hub);
        }
    }

    /// <summary>Returns once there is a new certificate.</summary>
    private async Task<StreamEnd> RenewAsync(MasterAddress master, MinionCredential credential, MinionHub.MinionHubClient hub, CancellationToken over)
    {
        // The stream is good: the next one is not the daemon's first.
        _fresh = false;
        while (true)
        {
            var due = credential.RenewAt - clock.GetUtcNow();
            if (due > TimeSpan.Zero) await Task.Delay(due < RenewalCheck ? due : RenewalCheck, clock, over);
            try
            {
                if (await identity.RenewIfDueAsync(credential, hub, over) is null) continue;
                log.Renewed();
                return new StreamEnd.Renewed();
            }
            catch (Exception e) when (e is RpcException or SaltException && !over.IsCancellationRequested)
            {
                log.NotRenewed(credential.NotAfter, RenewalCheck.TotalSeconds, e is RpcException failed ? RpcFault.Of(failed, Name(master)).Sentence : e.Message);
                await Task.Delay(RenewalCheck, clock, over);
            }
        }
    }

    private TimeSpan WaitAfter(StreamEnd end, MasterAddress master, TimeSpan lived)
    {
        TimeSpan wait;
        switch (end)
        {
            case StreamEnd.Renewed:
                return TimeSpan.Zero;
            case StreamEnd.ComeBackLater later:
                wait = later.After < LongestComeBack ? later.After : LongestComeBack;
                log.ComeBackLater(master.ToString(), wait.TotalSeconds, later.Reason);
                return wait;
            case StreamEnd.NotKnown notKnown:
                identity.Distrust();
                wait = policy.AfterCut(TimeSpan.Zero);
                log.NotKnown(master.ToString(), notKnown.Reason, wait.TotalSeconds);
                return wait;
            case StreamEnd.Refused refused:
                wait = policy.AfterRefusal();
                log.Refused(master.ToString(), refused.Reason, wait.TotalSeconds);
                return wait;
            default:
                wait = policy.AfterCut(lived);
                log.Disconnected(master.ToString(), ((StreamEnd.Cut)end).Reason, wait.TotalSeconds);
                return wait;
        }
    }
}

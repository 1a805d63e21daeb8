using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Salt.Minion.Supervision.Protocol;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision;

/// <summary>The supervisor over its socket. Starts one where none answers, and another one when it dies: that one tells
/// what was lost. Requests wait for the connection.</summary>
public sealed class SupervisorClient(SupervisionOptions options, TimeProvider clock, ILogger<SupervisorClient> log) : ISupervisor
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan HelloTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan YoungDeathPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    // Not bounded, so that an answer never waits behind reports nobody reads: a job makes two, and jobs are bounded.
    private readonly Channel<SupervisorReport> _reports = Channel.CreateUnbounded<SupervisorReport>(
        new UnboundedChannelOptions { SingleWriter = true });

    private readonly PendingRequests _pending = new();

    public ChannelReader<SupervisorReport> Reports => _reports.Reader;

    /// <summary>Connects and stays connected, until it is stopped. The supervisor goes on then.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                try
                {
                    var began = clock.GetTimestamp();
                    using (var connection = await ConnectAsync(stopping)) await ServeAsync(connection, stopping);

                    // One that dies young may do so again, and again.
                    if (clock.GetElapsedTime(began) < RetryPause) await Task.Delay(YoungDeathPause, clock, stopping);
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    log.SupervisorUnavailable(RetryPause, e);
                    _pending.FailAll(Unavailable(e));
                    await Task.Delay(RetryPause, clock, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            _pending.Close(Unavailable(null));
            _reports.Writer.Complete();
        }
    }

    public async Task StartAsync(LaunchPlan plan, CancellationToken cancellation) =>
        await AskAsync(id => new Request(id) { Start = plan }, cancellation);

    public async Task<SignalOutcome> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation)
    {
        var answer = await AskAsync(id => new Request(id) { Signal = new SignalRequest(jid, signal, by) }, cancellation);
        return new SignalOutcome(answer.Pid);
    }

    public async Task AcknowledgeAsync(Jid jid, CancellationToken cancellation)
    {
        // Without a connection it need not be said: the end comes again with the next one, and is acknowledged then.
        if (_pending.Connection is { } connection)
            await TrySendAsync(connection, new Request(0) { Acknowledge = jid }, cancellation);
    }

    public async Task<IReadOnlyList<SupervisorReport>> ListAsync(CancellationToken cancellation)
    {
        var answer = await AskAsync(id => new Request(id) { List = true }, cancellation);
        return answer.Jobs ?? [];
    }

    public async Task EndAllAsync(CancellationToken cancellation) =>
        await AskAsync(id => new Request(id) { EndAll = true }, cancellation);

    private async Task<Answer> AskAsync(Func<long, Request> make, CancellationToken cancellation)
    {
        var (request, answered, connection) = _pending.Add(make);
        try
        {
            if (connection is not null) await TrySendAsync(connection, request, cancellation);
            var answer = await answered.WaitAsync(cancellation);
            return answer.Error is { Length: > 0 } error ? throw Refused(error) : answer;
        }
        finally
        {
            _pending.Forget(request.Id);
        }
    }

    private static async Task TrySendAsync(SupervisorConnection connection, Request request, CancellationToken cancellation)
    {
        try
        {
            await connection.SendAsync(request, cancellation);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The supervisor is gone, as the one who reads notices too: what is pending is sent to the next.
        }
    }

    private async Task<SupervisorConnection> ConnectAsync(CancellationToken stopping)
    {
        var path = SupervisorFiles.Socket(options.RunDir);
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            if (await SupervisorConnection.TryConnectAsync(path, stopping) is { } connection) return connection;
            if (attempt == Attempts) throw new SystemFault($"no supervisor answers at '{path}'; see '{options.LogFile}'");

            // The first start serves when it returns. Only while another supervisor ends, or starts, is there a second.
            if (attempt > 1) await Task.Delay(pause, clock, stopping);
            pause *= attempt;
            await SupervisorStarter.StartAsync(options, stopping);
        }
    }

    private async Task ServeAsync(SupervisorConnection connection, CancellationToken stopping)
    {
        await connection.SendAsync(new Request(0) { Hello = Hello.Current }, stopping);
        if (await HelloAsync(connection, stopping) is not { } hello) return;
        if (hello.Version > Hello.Current)
            throw new SystemFault($"supervisor {hello.Pid} speaks version {hello.Version}, newer than this program");

        log.SupervisorConnected(hello.Pid);
        try
        {
            foreach (var request in _pending.Connect(connection)) await connection.SendAsync(request, stopping);
            while (await connection.ReceiveAsync(stopping) is { } notice)
            {
                if (notice.Report is { } report) await _reports.Writer.WriteAsync(report, stopping);
                if (notice.Answer is { } answer) _pending.Answer(answer);
            }

            log.SupervisorGone(hello.Pid);
        }
        finally
        {
            _pending.Disconnect();
        }
    }

    private async Task<Hello?> HelloAsync(SupervisorConnection connection, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(HelloTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            return (await connection.ReceiveAsync(either.Token))?.Hello;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new SystemFault($"the supervisor does not say hello within {HelloTime.TotalSeconds} s");
        }
    }

    private static SaltException Refused(string error) =>
        new(Failure.Internal, $"the supervisor cannot do it: {error}");

    private static SaltException Unavailable(Exception? cause) =>
        new(Failure.Unavailable, "the supervisor cannot be reached or started; see the minion's log", cause is null ? null : SystemErrors.Sentence(cause), cause);
}

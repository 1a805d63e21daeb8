using System.Net.Sockets;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Shared.Errors;

namespace Salt.Minion.Workers;

/// <summary>The daemon as a worker asks it. A daemon that is being restarted is waited for: what it is asked for reads, or comes
/// to the same when it is asked twice.</summary>
/// <param name="socket">Of the <see cref="WorkerPort"/>.</param>
/// <param name="patience">How long a daemon that is away is waited for.</param>
internal sealed class DaemonLink(string socket, TimeSpan patience, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turn = new(1);
    private Connection? _connection;

    /// <summary>Somebody listens there now.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _connection ??= await Connection.TryOpenAsync(socket, cancellation);
            return _connection is not null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Has a function of the daemon's run there.</summary>
    /// <exception cref="RefusedException">It cannot start.</exception>
    /// <exception cref="SaltException">Unavailable: there is no daemon.</exception>
    public async Task<Outcome> CallAsync(FunctionCall from, string fun, JsonArray arg, JsonObject kwarg, CancellationToken cancellation) =>
        LinkMessages.Outcome(await AskAsync(
            new JsonObject
            {
                ["ask"] = LinkMessages.Call,
                ["fun"] = fun,
                ["arg"] = arg.DeepClone(),
                ["kwarg"] = kwarg.DeepClone(),
                ["jid"] = from.Jid.ToString(),
                ["user"] = from.User,
            },
            cancellation));

    /// <summary>Has it ask the master for the pillar.</summary>
    /// <exception cref="SaltException">Unavailable: there is no daemon.</exception>
    public async Task<PillarRefresh> RefreshPillarAsync(CancellationToken cancellation) =>
        LinkMessages.PillarRefresh(await AskAsync(new JsonObject { ["ask"] = LinkMessages.Pillar }, cancellation));

    /// <exception cref="RefusedException">The answer is one.</exception>
    /// <exception cref="SaltException">The answer is a failure. Unavailable: there is no daemon.</exception>
    public async Task<JsonObject> AskAsync(JsonObject question, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return LinkMessages.Check(await TryUntilAsync(question.ToJsonString(), cancellation));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<JsonObject> TryUntilAsync(string question, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            _connection ??= await Connection.TryOpenAsync(socket, cancellation);
            if (_connection is not null)
            {
                if (await _connection.TryAskAsync(question, cancellation) is { } answer) return JsonNode.Parse(answer)!.AsObject();
                await _connection.DisposeAsync();
                _connection = null;
            }

            if (clock.GetElapsedTime(began) > patience) throw new SaltException(Failure.Unavailable, "the minion's daemon does not answer");
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    private sealed class Connection(NetworkStream stream) : IAsyncDisposable
    {
        private readonly StreamReader _reader = new(stream);
        private readonly StreamWriter _writer = new(stream) { NewLine = "\n" };

        /// <returns>Null: nobody listens there.</returns>
        public static async Task<Connection?> TryOpenAsync(string path, CancellationToken cancellation)
        {
            if (!File.Exists(path)) return null;
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new Connection(new NetworkStream(socket, ownsSocket: true));
            }
            catch (SocketException)
            {
                // It belongs to a daemon that is dead.
                socket.Dispose();
                return null;
            }
        }

        /// <returns>Null: it went away.</returns>
        public async Task<string?> TryAskAsync(string question, CancellationToken cancellation)
        {
            try
            {
                await _writer.WriteLineAsync(question.AsMemory(), cancellation);
                await _writer.FlushAsync(cancellation);
                return await _reader.ReadLineAsync(cancellation);
            }
            catch (IOException)
            {
                return null;
            }
        }

        // The stream alone: what the writer holds back was for a daemon that is gone.
        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}

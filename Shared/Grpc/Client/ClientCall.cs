using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>
/// One running call. It ends once: by the server's status, by a failure, by its deadline or by the caller, whichever is
/// first. Its end is data (<see cref="GetStatus"/>); only whoever waits for a message gets an exception.
/// </summary>
internal sealed class ClientCall : ICallState
{
    private static readonly Status CancelledByCaller = new(StatusCode.Cancelled, "The client cancelled the call.");
    private static readonly Status PastDeadline = new(StatusCode.DeadlineExceeded, "The deadline has passed.");

    private readonly GrpcChannel _channel;
    private readonly HttpRequestMessage _request;
    private readonly TimeSpan? _timeout;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _cancellation = new();
    private CancellationTokenRegistration _caller;
    private ITimer? _deadline;
    private HttpResponseMessage? _response;
    private MessageReader? _reader;
    private Task<Metadata>? _responseHeaders;
    private CallEnd? _end;

    public ClientCall(GrpcChannel channel, IMethod method, string? host, CallOptions options)
    {
        _channel = channel;
        _callerToken = options.CancellationToken;
        _timeout = CallRequest.TimeUntil(options.Deadline, channel.Options.TimeProvider);
        _request = CallRequest.Create(channel.AddressOf(method), host, _timeout, options.Headers);
    }

    /// <summary>Completes when the response headers are there or the call has ended; never fails.</summary>
    public Task Headers { get; private set; } = Task.CompletedTask;

    /// <summary>Cancelled when the call is: by the caller or by its deadline.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    public GrpcChannelOptions Options => _channel.Options;

    public bool HasEnded => Volatile.Read(ref _end) is not null;

    public Task<Metadata> ResponseHeadersAsync => _responseHeaders ??= ReadHeadersAsync();

    public void Start(HttpContent content)
    {
        _request.Content = content;
        if (_timeout <= TimeSpan.Zero)
        {
            End(PastDeadline, Metadata.Empty);
            return;
        }

        if (_timeout is { } timeout && timeout < CallRequest.LongestTimer)
            _deadline = Options.TimeProvider.CreateTimer(
                static call => ((ClientCall)call!).Cancel(PastDeadline), this, timeout, Timeout.InfiniteTimeSpan);
        if (_callerToken.CanBeCanceled)
            _caller = _callerToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        Headers = SendAsync();
    }

    /// <summary>The next response; null when the server has ended the call with OK.</summary>
    /// <exception cref="RpcException">The call ended with another status.</exception>
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        await Headers;
        if (!HasEnded)
        {
            try
            {
                var response = _response!;
                _reader ??= new MessageReader(
                    await response.Content.ReadAsStreamAsync(CancellationToken), Options.MaxReceiveMessageSize);
                if (await _reader.ReadAsync(CancellationToken))
                    return ReceivedMessage.Deserialize(marshaller, _reader);
                End(ResponseStatus.OfTrailers(response), ResponseStatus.Metadata(response.TrailingHeaders));
            }
            catch (Exception e)
            {
                // Whatever went wrong is the end of this call, and is thrown below as its status.
                Fail(e);
            }

            _reader?.Dispose();
        }

        return GetStatus().StatusCode == StatusCode.OK ? null : throw EndException();
    }

    /// <summary>The only response, once the call has ended with OK.</summary>
    /// <exception cref="RpcException">The call ended with another status, or not with one response.</exception>
    public async Task<T> ReadSingleAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        var message = await ReadAsync(marshaller)
            ?? throw new RpcException(new Status(StatusCode.Internal, "The server ended the call with OK but sent no response."));
        if (await ReadAsync(marshaller) is null)
            return message;

        Fail(new RpcException(new Status(StatusCode.Internal, "The server sent more than one response.")));
        throw EndException();
    }

    /// <summary>The end of the call as an exception.</summary>
    public RpcException EndException()
    {
        var end = Ended();
        return new RpcException(end.Status, end.Trailers);
    }

    public Status GetStatus() => Ended().Status;

    public Metadata GetTrailers() => Ended().Trailers;

    /// <summary>Ends the call with CANCELLED unless it has ended.</summary>
    public void Cancel() => Cancel(CancelledByCaller);

    public void Dispose() => Cancel();

    private void Cancel(Status status)
    {
        if (End(status, Metadata.Empty))
            _cancellation.Cancel();
    }

    private async Task SendAsync()
    {
        try
        {
            var response = await _channel.SendAsync(_request, CancellationToken);
            Interlocked.Exchange(ref _response, response);
            (_request.Content as RequestStreamContent)?.Answered();
            if (HasEnded)
                response.Dispose();
            else if (ResponseStatus.OfHeaders(response) is { } status)
                End(status, ResponseStatus.Metadata(response.Headers));
        }
        catch (Exception e)
        {
            // Whatever went wrong is the end of this call; whoever waits for a message gets it as a status.
            Fail(e);
        }
    }

    private async Task<Metadata> ReadHeadersAsync()
    {
        await Headers;
        return _response is { } response ? ResponseStatus.Metadata(response.Headers) : throw EndException();
    }

    private void Fail(Exception e)
    {
        if (e is RpcException known)
            End(known.Status, known.Trailers);
        else
            End(ConnectionFault.ToStatus(e, _channel.Target), Metadata.Empty);
    }

    private bool End(Status status, Metadata trailers)
    {
        if (Interlocked.CompareExchange(ref _end, new CallEnd(status, trailers), null) is not null)
            return false;

        _caller.Unregister();
        _deadline?.Dispose();
        (_request.Content as RequestStreamContent)?.End();
        // Resets the stream unless the server has ended it.
        _response?.Dispose();
        return true;
    }

    private CallEnd Ended() =>
        Volatile.Read(ref _end) ?? throw new InvalidOperationException("The call has not ended: it has no status yet.");

    private sealed record CallEnd(Status Status, Metadata Trailers);
}

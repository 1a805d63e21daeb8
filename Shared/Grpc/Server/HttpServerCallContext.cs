using Grpc.Core.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core.Server;

/// <summary>One call that came over HTTP/2.</summary>
internal sealed class HttpServerCallContext : ServerCallContext, IDisposable
{
    private readonly IMethod _method;
    private readonly CallDeadline? _deadline;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;

    public HttpServerCallContext(HttpContext http, IMethod method, GrpcServiceOptions options)
    {
        Http = http;
        _method = method;
        Requests = new RequestReader(http.Request.BodyReader, options.MaxReceiveMessageSize);
        Responses = new ResponseWriter(http.Response.BodyWriter, options.MaxSendMessageSize);
        if (GrpcTimeout.Parse(http.Request.Headers.GrpcTimeout.ToString()) is { } timeout)
            _deadline = new CallDeadline(timeout, options.TimeProvider, http.RequestAborted);
    }

    public HttpContext Http { get; }

    public RequestReader Requests { get; }

    public ResponseWriter Responses { get; }

    public bool HasEnded { get; private set; }

    protected override string MethodCore => _method.FullName;

    protected override string HostCore => Http.Request.Host.Value ?? "";

    protected override string PeerCore => PeerAddress.Of(Http.Connection);

    protected override DateTime DeadlineCore => _deadline?.Instant ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? Http.RequestAborted;

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Sends the response headers unless they are on their way.</summary>
    public Task StartResponseAsync() =>
        Responses.HasStarted ? Task.CompletedTask : WriteResponseHeadersAsyncCore(Metadata.Empty);

    /// <summary>What a method throws is the status of its call.</summary>
    /// <returns>False: the exception is none that a method is meant to throw.</returns>
    public bool Fail(Exception e)
    {
        switch (e)
        {
            case RpcException known:
                Status = known.Status;
                foreach (var entry in known.Trailers)
                    ResponseTrailers.Add(entry);
                return true;
            case OperationCanceledException:
                Status = new Status(StatusCode.Cancelled, "The server cancelled the call.", e);
                return true;
            default:
                Status = new Status(StatusCode.Unknown, "The method failed on the server.", e);
                return Http.RequestAborted.IsCancellationRequested;
        }
    }

    /// <summary>Writes the status; the response ends when the request's handler returns.</summary>
    public void End()
    {
        HasEnded = true;
        if (_deadline is { HasPassed: true })
            Status = new Status(StatusCode.DeadlineExceeded, "The deadline has passed.");
        ResponseEnd.Write(Http.Response, Responses.HasStarted, Status, _responseTrailers ?? Metadata.Empty);
    }

    public void Dispose() => _deadline?.Dispose();

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        if (Responses.HasStarted)
            throw new InvalidOperationException("The response headers have been sent.");

        foreach (var entry in responseHeaders)
        {
            if (!HeaderNames.IsReserved(entry.Key))
                Http.Response.Headers.Append(entry.Key, entry.WireValue());
        }

        await Responses.FlushAsync(CancellationToken);
    }

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach (var (name, values) in Http.Request.Headers)
        {
            foreach (var value in values)
                metadata.AddReceived(name, value ?? "");
        }

        return metadata;
    }
}

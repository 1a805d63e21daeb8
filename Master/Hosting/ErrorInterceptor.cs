using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;
using Salt.Shared.Logging;
using Salt.Shared.Validation;

namespace Salt.Master.Hosting;

/// <summary>Turns what a call throws into its status. What nobody named is a fault of ours: the caller gets a number
/// that finds the line in the log, and nothing else.</summary>
internal sealed class ErrorInterceptor(TimeProvider clock, ILogger<ErrorInterceptor> log) : Interceptor, IDisposable
{
    /// <summary>Characters of a sentence that go back to the caller, in the trailers of the call.</summary>
    private const int SentenceMax = 4000;

    private readonly LineFold _fold = new(clock, log.CallsFolded);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (IsOurs(e, context))
        {
            throw Failed(e, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e) when (IsOurs(e, context))
        {
            throw Failed(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (IsOurs(e, context))
        {
            throw Failed(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e) when (IsOurs(e, context))
        {
            throw Failed(e, context);
        }
    }

    // A caller that has gone hears nothing any more, and what broke because of that is no fault.
    private static bool IsOurs(Exception e, ServerCallContext context) =>
        e is not RpcException && !IsOfConnection(e) && !context.CancellationToken.IsCancellationRequested;

    // A connection that broke, whoever broke it, is told as such or as the cause of a stream that cannot be read on.
    private static bool IsOfConnection(Exception? e) => e switch
    {
        ConnectionResetException or ConnectionAbortedException => true,
        IOException => IsOfConnection(e.InnerException),
        _ => false,
    };

    public void Dispose() => _fold.Dispose();

    // Each connection of an address has a port of its own.
    private static string AddressOf(string peer) => peer.LastIndexOf(':') is > 0 and var port ? peer[..port] : peer;

    private RpcException Failed(Exception e, ServerCallContext context)
    {
        // The caller is still there: it is this side that gives the call up, for it stops.
        if (e is OperationCanceledException) return new RpcException(new Status(StatusCode.Cancelled, "the master stops"));
        // Bytes that are no message break off a stream while it is read; who sent them is to blame.
        if (e is InvalidProtocolBufferException) e = new SaltException(Failure.BadRequest, "what was sent is no message", e.Message, e);
        if (e is SaltException known)
        {
            var kind = $"{context.Method} from {AddressOf(context.Peer)}: {known.Failure}";
            if (_fold.Passes(kind)) log.CallFailed(context.Method, known.Failure, known.Message, known.Detail);
            var sentence = known.Message.Length <= SentenceMax ? known.Message : PlainLine.Of(known.Message, SentenceMax);
            return new RpcException(new Status(FailureStatus.Of(known.Failure), sentence));
        }

        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        log.CallBroke(e, context.Method, id);
        return new RpcException(new Status(StatusCode.Internal, $"a fault of the master's own, {id} in its log"));
    }
}

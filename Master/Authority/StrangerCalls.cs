using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Salt.Shared.Logging;
using Salt.Shared.Validation;

namespace Salt.Master.Authority;

/// <summary>What every call passes before anything of it is read: of a caller without an accepted certificate only what
/// anybody may call goes on, and that within <see cref="StrangerLimits"/>.</summary>
internal sealed class StrangerCalls : IDisposable
{
    private const string GrpcType = "application/grpc";

    private readonly PeerCheck _peers;
    private readonly StrangerBudget _budget;
    private readonly TimeProvider _clock;
    private readonly ILogger<StrangerCalls> _log;
    private readonly LineFold _fold;
    private readonly long _began;

    public StrangerCalls(PeerCheck peers, StrangerBudget budget, TimeProvider clock, ILogger<StrangerCalls> log)
    {
        (_peers, _budget, _clock, _log) = (peers, budget, clock, log);
        _fold = new LineFold(clock, log.StrangersFolded);
        _began = clock.GetTimestamp();
    }

    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        var method = context.Request.Path.Value ?? "";
        var callers = RpcPolicy.For(method);
        // What there is not is refused by those who know that.
        if (callers == Callers.Nobody || _peers.Present(context.Features.Get<ConnectionPeer>()) is not Peer.Anonymous stranger)
        {
            await next();
            return;
        }

        if (!callers.HasFlag(Callers.Anybody))
        {
            Refuse(context, StatusCode.Unauthenticated, AuthorizationInterceptor.NeedsCertificate(method, stranger));
            return;
        }

        var address = AddressGroup.Of(context.Connection.RemoteIpAddress);
        if (_budget.TryCall(address, Now, out var why) is not { } place)
        {
            Refuse(context, StatusCode.ResourceExhausted, $"{why}: try again later");
            return;
        }

        var connection = context.Features.Get<StrangerConnection>();
        try
        {
            if (connection?.Begin() > StrangerLimits.OfConnection)
                Refuse(context, StatusCode.ResourceExhausted, $"more than {StrangerLimits.OfConnection} calls at once on a connection without a certificate");
            else await ServeAsync(context, next);
        }
        finally
        {
            connection?.End();
            _budget.End(place);
        }
    }

    public void Dispose() => _fold.Dispose();

    private TimeSpan Now => _clock.GetElapsedTime(_began);

    private async Task ServeAsync(HttpContext context, Func<Task> next)
    {
        if (await MessageAsync(context) is not { } message)
        {
            Refuse(context, StatusCode.ResourceExhausted, $"a message of a caller without a certificate has {StrangerLimits.Message} bytes at most, and comes within {StrangerLimits.MessageWithin.TotalSeconds:0} s");
            return;
        }

        context.Request.Body = message;
        using var late = new CancellationTokenSource(StrangerLimits.CallWithin, _clock);
        await using var abort = late.Token.Register(context.Abort);
        await next();
    }

    /// <returns>Null: it is too long, or does not come.</returns>
    private async Task<MemoryStream?> MessageAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = StrangerLimits.Message;
        using var late = new CancellationTokenSource(StrangerLimits.MessageWithin, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        var message = new MemoryStream();
        var piece = new byte[1024];
        try
        {
            while (await context.Request.Body.ReadAsync(piece, either.Token) is > 0 and var count)
            {
                message.Write(piece, 0, count);
                if (message.Length > StrangerLimits.Message) return null;
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return null;
        }
        catch (BadHttpRequestException)
        {
            return null;
        }

        message.Position = 0;
        return message;
    }

    // As gRPC says it in one frame, headers and trailers together.
    private void Refuse(HttpContext context, StatusCode status, string sentence)
    {
        var address = AddressGroup.Of(context.Connection.RemoteIpAddress);
        if (_fold.Passes(address.ToString())) _log.StrangerRefused(Shown(address), PlainLine.Of(context.Request.Path.Value ?? "", WireLimits.Name), sentence);
        context.Response.ContentType = GrpcType;
        context.Response.Headers["grpc-status"] = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(sentence);
    }

    private static string Shown(IPAddress address) => address.ToString();
}

namespace Salt.Tests.Unit.Grpc;

/// <summary>Answers every request with the same response, or with a failure.</summary>
internal sealed class FixedResponse(Func<HttpResponseMessage> respond) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(respond());
}

namespace Grpc.Core;

/// <summary>The state of a call that somebody else, such as a test double, answers for.</summary>
internal sealed class DelegatedCallState(
    Task<Metadata> responseHeaders,
    Func<Status> getStatus,
    Func<Metadata> getTrailers,
    Action dispose) : ICallState
{
    public Task<Metadata> ResponseHeadersAsync => responseHeaders;

    public Status GetStatus() => getStatus();

    public Metadata GetTrailers() => getTrailers();

    public void Dispose() => dispose();
}

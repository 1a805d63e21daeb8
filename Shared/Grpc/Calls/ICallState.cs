namespace Grpc.Core;

/// <summary>What the four kinds of call objects show of a running call.</summary>
internal interface ICallState : IDisposable
{
    Task<Metadata> ResponseHeadersAsync { get; }

    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    Status GetStatus();

    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    Metadata GetTrailers();
}

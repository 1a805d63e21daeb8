namespace Grpc.Core;

#pragma warning disable CA1068 // The order of the parameters is Grpc.Core's.
/// <summary>Options of one call.</summary>
/// <param name="headers">Request headers.</param>
/// <param name="deadline">When the call ends with DEADLINE_EXCEEDED, in UTC; none if null or <see cref="DateTime.MaxValue"/>.</param>
/// <param name="cancellationToken">Ends the call with CANCELLED.</param>
/// <param name="writeOptions">Options of the messages written.</param>
public readonly struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null)
{
    public Metadata? Headers { get; } = headers;

    public DateTime? Deadline { get; } = deadline;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public WriteOptions? WriteOptions { get; } = writeOptions;

    public CallOptions WithHeaders(Metadata headers) => new(headers, Deadline, CancellationToken, WriteOptions);

    public CallOptions WithDeadline(DateTime deadline) => new(Headers, deadline, CancellationToken, WriteOptions);

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        new(Headers, Deadline, cancellationToken, WriteOptions);

    public CallOptions WithWriteOptions(WriteOptions writeOptions) =>
        new(Headers, Deadline, CancellationToken, writeOptions);
}

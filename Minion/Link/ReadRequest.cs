using Salt.Shared.Jobs;

namespace Salt.Minion.Link;

/// <summary>A master wants to read what a job printed.</summary>
/// <param name="Reader">The master's number for it.</param>
/// <param name="From">Where to begin; negative: that many bytes before the end.</param>
/// <param name="Credit">Bytes that may be sent before it gives more.</param>
internal sealed record ReadRequest(ulong Reader, string Issuer, Jid Jid, OutputOffsets From, uint Credit);

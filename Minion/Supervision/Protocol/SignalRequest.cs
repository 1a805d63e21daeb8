using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Protocol;

/// <inheritdoc cref="ISupervisor.SignalAsync"/>
internal sealed record SignalRequest(Jid Jid, int Signal, string By);

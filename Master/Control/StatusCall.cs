using Salt.Master.Hosting;
using Salt.Master.Keys;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that is about the master itself.</summary>
internal sealed class StatusCall(MasterCa ca, ListeningPort port, TimeProvider clock)
{
    private readonly long _startedUs = clock.GetUtcNow().ToUnixMicroseconds();

    public StatusReply Get(string user) => new()
    {
        Version = typeof(StatusCall).Assembly.GetName().Version?.ToString(3) ?? "",
        StartedUs = _startedUs,
        User = user,
        Port = (uint)port.Number,
        Fingerprint = ca.Fingerprint.ToString(),
        Pid = Environment.ProcessId,
    };
}

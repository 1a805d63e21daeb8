using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Salt.Hosting;

/// <summary>SIGTERM and SIGINT from a daemon's first moment on: a host hears them only once it starts, and until then they would end the
/// process in the middle of what it does.</summary>
public sealed class EarlyStop : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    public EarlyStop()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT]) _signals.Add(PosixSignalRegistration.Create(signal, Ask));
    }

    /// <summary>Has a host stop that was asked to before it could hear it.</summary>
    public void PassTo(IHostApplicationLifetime lifetime) => _asked.Token.Register(lifetime.StopApplication);

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _asked.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _asked.Cancel();
    }
}

using Salt.Minion.Modules;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>The programs that one function runs on its way, under one supervisor that is started with the first of them.</summary>
/// <param name="makePlace">Makes the folder for their files, which is deleted at the end.</param>
internal sealed class LocalPrograms(Func<string> makePlace, LocalTerms terms, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lazy<(string Place, LocalSupervisor Supervisor)> _supervisor = new(() =>
    {
        var place = makePlace();
        return (place, new LocalSupervisor(place, terms, clock));
    });

    private readonly JidIssuer _names = new(clock, default);

    /// <exception cref="Salt.Shared.Errors.SaltException">Unavailable: no supervisor could be started.</exception>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, CancellationToken cancellation)
    {
        var (place, supervisor) = _supervisor.Value;
        var name = _names.Issue();
        var end = await supervisor.RunAsync(plan, name, cancellation);
        // A run of many states would gather what its commands printed. What was left running has its folder still.
        if (end.Record.LeftRunning == 0) Directory.Delete(Path.Combine(place, name.ToString()), recursive: true);
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_supervisor.IsValueCreated) return;
        var (place, supervisor) = _supervisor.Value;
        await supervisor.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }
}

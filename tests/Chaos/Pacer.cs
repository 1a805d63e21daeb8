using Salt.Tests.Chaos.Checking;

namespace Salt.Tests.Chaos;

/// <summary>Lets jobs and kills come to their numbers at the same time: each waits where it is far ahead of the other.</summary>
internal sealed class Pacer(Ledger ledger, int jobs, int kills)
{
    private const double Lead = 0.03;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public bool IsOver => JobShare >= 1 && KillShare >= 1;

    private double JobShare => jobs == 0 ? 1 : (double)ledger.Submitted / jobs;

    private double KillShare => kills == 0 ? 1 : (double)ledger.Kills / kills;

    public Task JobsMayGoOnAsync(CancellationToken stopping) => WaitAsync(() => JobShare < KillShare + Lead, stopping);

    public Task KillsMayGoOnAsync(CancellationToken stopping) => WaitAsync(() => KillShare < JobShare + Lead, stopping);

    private async Task WaitAsync(Func<bool> may, CancellationToken stopping)
    {
        while (!IsOver && !may()) await Task.Delay(Pace, TimeProvider.System, stopping);
    }
}

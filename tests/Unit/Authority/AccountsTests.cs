using MasterAccounts = Salt.Master.Authority.Accounts;

namespace Salt.Tests.Unit.Authority;

/// <summary>Names of this machine's users, whatever the collector does meanwhile.</summary>
[NonParallelizable]
internal sealed class AccountsTests
{
    /// <summary>Some ten microseconds: less than a name takes.</summary>
    private const int Between = 1000;

    // By itself: what other tests hold would be collected three hundred times.
    [Test]
    public void A_name_is_whole_while_memory_is_moved_about()
    {
        using var over = new CancellationTokenSource();
        var collecting = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
                // Without a moment between two collections nobody else would come to run.
                Thread.SpinWait(Between);
            }
        });

        var names = Enumerable.Range(0, 300).Select(_ => MasterAccounts.UserName(0)).Distinct().ToList();

        over.Cancel();
        Assert.That(async () => await collecting, Throws.Nothing);
        Assert.That(names, Is.EqualTo((string[])["root"]));
    }
}

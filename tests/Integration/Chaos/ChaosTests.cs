using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Chaos;

/// <summary>A short run of the program in tests/Chaos, which tells of itself.</summary>
[NonParallelizable]
public sealed class ChaosTests
{
    /// <summary>Of an idle machine it takes a quarter.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(220);

    private static readonly string Program =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Chaos/release/salt-chaos"));

    [Test]
    public async Task No_account_of_a_job_is_wrong_whatever_is_killed_cut_stopped_or_full()
    {
        using var chaos = RunningProgram.Start(Program, Path.GetTempPath(), "--jobs", "40", "--kills", "4", "--minutes", "1");
        try
        {
            var result = await chaos.FinishAsync(Patience);
            TestContext.Out.WriteLine(result);
            Assert.That(result.Exit, Is.Zero, result.ToString());
        }
        finally
        {
            // Asked to end, it puts away what it has started and mounted.
            if (!chaos.HasExited) await chaos.StopAsync();
        }
    }
}

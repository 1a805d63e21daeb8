using System.Globalization;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Fuzzing;

/// <summary>A few seconds of the program in tests/Fuzzing at each door, from a fixed seed; it tells what it has found.</summary>
[NonParallelizable]
public sealed class FuzzTests
{
    /// <summary>For a cluster to start, and an input that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly string Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Fuzzing/release/salt-fuzz"));

    [TestCase("enrolment", 3)]
    [TestCase("hub", 3)]
    [TestCase("control", 3)]
    [TestCase("targets", 2)]
    [TestCase("arguments", 2)]
    [TestCase("yaml", 2)]
    [TestCase("jinja", 2)]
    [TestCase("cron", 2)]
    [TestCase("when", 2)]
    [TestCase("configuration", 2)]
    [TestCase("folders", 2)]
    public async Task No_input_breaks_a_door(string door, int seconds)
    {
        var kept = Directory.CreateTempSubdirectory("salt-fuzz-");
        try
        {
            using var fuzz = RunningProgram.Start(Program, Path.GetTempPath(), door, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--keep", kept.FullName);
            var result = await fuzz.FinishAsync(Patience);
            foreach (var input in kept.EnumerateFiles("*.input")) TestContext.Out.WriteLine($"{input.Name}: {Convert.ToBase64String(await File.ReadAllBytesAsync(input.FullName))}");
            TestContext.Out.WriteLine(result);
            Assert.That(result.Exit, Is.Zero, result.ToString());
        }
        finally
        {
            kept.Delete(recursive: true);
        }
    }
}

using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.Minion;

/// <summary>What keeps the minion from starting: one line that says what to change, and an exit code.</summary>
public sealed class MinionStartTests
{
    private string _root = "";

    [SetUp]
    public void SetUp() => _root = Directory.CreateTempSubdirectory("salt-minion-").FullName;

    [TearDown]
    public async Task TearDown()
    {
        await Leftovers.EndAsync(_root);
        Directory.Delete(_root, recursive: true);
    }

    [TestCase("id: web1\nhartbeat_interval: 5", ExitCodes.Usage, "hartbeat_interval")]
    [TestCase("id: ../etc", ExitCodes.Usage, "'../etc' is not a minion id")]
    [TestCase("id: web1\ncachedir: /taken/cache", ExitCodes.Denied, "/taken/cache/minion cannot be made")]
    [TestCase("id: web1\npidfile: /taken/pid", ExitCodes.Denied, "/taken/pid cannot be written")]
    [TestCase("id: web1\nuser: nobody", ExitCodes.Denied, "the configuration wants user nobody")]
    [TestCase("id: web1\nsock_dir: /tmp/ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss", ExitCodes.Usage, "longer than 107 bytes")]
    public async Task A_start_that_cannot_be_says_why(string configuration, int exit, string message)
    {
        await ConfigureAsync(configuration);
        await File.WriteAllTextAsync(Path.Combine(_root, "taken"), "a file where a folder is wanted");

        var result = await RunAsync("--root", _root);

        Assert.That(result.Exit, Is.EqualTo(exit), result.ToString());
        Assert.That(result.Error, Does.Contain(message).And.Not.Contains("   at "));
        Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [TestCase("nosuch", "unknown verb nosuch")]
    [TestCase("--nosuch", "unknown option --nosuch")]
    [TestCase("worker /nosuch", "worker needs the folder of a job")]
    [TestCase("end-jobs now", "end-jobs takes no now")]
    public async Task A_wrong_word_is_named(string words, string message)
    {
        var result = await RunAsync(words.Split(' '));

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Usage), result.ToString());
        Assert.That(result.Error, Does.Contain(message));
    }

    [Test]
    public async Task A_second_daemon_does_not_start_and_the_first_goes_on()
    {
        await ConfigureAsync("id: web1\nmaster: 127.0.0.1:1\nlog_level: info");
        using var first = RunningProgram.Start(Programs.Minion, _root, "--root", _root);
        await Eventually.ReachesAsync("the first to start", () => first.Error.ToString(), log => log.Contains("minion web1 started"));

        var second = await RunAsync("--root", _root);
        var exit = await first.StopAsync();

        Assert.That(second.Exit, Is.EqualTo(ExitCodes.Unavailable));
        Assert.That(second.Error, Does.Contain("another salt-minion is running"));
        Assert.That(exit, Is.Zero);
        Assert.That(File.Exists(new Layout(_root).MinionPidFile), Is.False);
    }

    [Test]
    public async Task End_jobs_without_a_supervisor_has_nothing_to_do()
    {
        await ConfigureAsync("id: web1");

        Assert.That((await RunAsync("end-jobs", "--root", _root)).Exit, Is.Zero);
    }

    private async Task ConfigureAsync(string configuration)
    {
        var file = new Layout(_root).MinionConfig;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, configuration);
    }

    private async Task<CliResult> RunAsync(params string[] words)
    {
        using var program = RunningProgram.Start(Programs.Minion, _root, words);
        return await program.FinishAsync();
    }
}

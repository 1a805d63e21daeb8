using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>The main job as an operator types it: one command line, three minions, words and exit codes.</summary>
[Parallelizable]
internal sealed class RunTests
{
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start() => _cluster = await Cluster.StartAsync();

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    [Test]
    public async Task A_command_that_fails_prints_each_minions_output_and_exits_1()
    {
        var result = await _cluster.CliAsync("run", "*", "cmd.run", "echo hi; echo err >&2; exit 3");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
        Assert.That(
            SortedBlocks(result.Out),
            Is.EqualTo(_cluster.MinionIds.Select(id => $"{id}:\n    hi\n    err\n")));
        Assert.That(result.Error, Does.Contain("ERROR: Minions returned with non-zero exit code"));
    }

    [Test]
    public async Task A_target_that_matches_nothing_exits_2()
    {
        var result = await _cluster.CliAsync("run", "nosuch*", "test.ping");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.NothingReached), result.ToString());
        Assert.That(
            result.Out + result.Error,
            Does.Contain("No minions matched the target. No command was sent, no jid was assigned."));
    }

    [Test]
    public async Task An_unknown_function_is_refused_by_every_minion()
    {
        var result = await _cluster.CliAsync("run", "*", "nosuch.fun");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
        Assert.That(
            SortedBlocks(result.Out),
            Is.EqualTo(_cluster.MinionIds.Select(id => $"{id}:\n    'nosuch.fun' is not available.\n")));
    }

    [Test]
    public async Task A_wrong_argument_is_refused_with_the_signature()
    {
        var result = await _cluster.CliAsync("run", "minion1", "test.ping", "extra");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.SomeFailed), result.ToString());
        Assert.That(result.Out, Does.Contain("test.ping").And.Contain("extra"));
        Assert.That(result.Out.TrimEnd().Split('\n'), Has.Length.EqualTo(2), "one line and the minion's name");
    }

    [Test]
    public async Task A_bad_regex_is_a_usage_error_with_one_line()
    {
        var result = await _cluster.CliAsync("run", "-E", "web[", "test.ping");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Usage), result.ToString());
        Assert.That(result.Out, Is.Empty);
        Assert.That(result.Error, Does.Contain("web["));
    }

    [TestCase("-L", "minion1,minion3", "minion1 minion3")]
    [TestCase("-E", "minion[12]", "minion1 minion2")]
    [TestCase("-G", "id:minion2", "minion2")]
    public async Task Each_kind_of_target_reaches_its_minions(string kind, string expression, string reached)
    {
        var result = await _cluster.CliAsync("run", kind, expression, "test.ping", "--out", "json");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Success), result.ToString());
        using var document = System.Text.Json.JsonDocument.Parse(result.Out);
        Assert.That(
            string.Join(' ', document.RootElement.EnumerateObject().Select(minion => minion.Name).Order()),
            Is.EqualTo(reached));
    }

    [Test]
    public async Task A_bare_true_is_the_program()
    {
        var result = await _cluster.CliAsync("run", "minion1", "cmd.run", "true");

        Assert.That(result.Exit, Is.EqualTo(ExitCodes.Success), result.ToString());
    }

    /// <summary>Minions answer in any order: one block each, by name.</summary>
    private static IEnumerable<string> SortedBlocks(string nested)
    {
        var blocks = new List<string>();
        foreach (var line in nested.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith(' ')) blocks[^1] += line + "\n";
            else blocks.Add(line + "\n");
        }

        return blocks.Order(StringComparer.Ordinal);
    }
}

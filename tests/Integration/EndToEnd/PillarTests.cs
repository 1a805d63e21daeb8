using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>Pillars from files on the master to minions, and targets that look at them.</summary>
[Parallelizable]
internal sealed class PillarTests
{
    private Cluster _cluster = null!;

    private string Folder => Directory.CreateDirectory(Path.Combine(_cluster.Root, "srv", "pillar")).FullName;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(Settings);
        await Eventually.ReachesAsync(
            "the pillars to be there",
            async () => (await _cluster.CliAsync("run", "*", "pillar.get", "secret", "--out", "json")).Out,
            text => JsonNode.Parse(text) is { } found && (string?)found["minion1"] == "one" && (string?)found["minion2"] == "two");
    }

    [OneTimeTearDown]
    public async Task End() => await _cluster.DisposeAsync();

    private static ClusterSettings Settings => new()
    {
        Minions = 2,
        Master = "nodegroups: {ones: 'L@minion1 or I@secret:one'}",
        Prepare = root =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "srv", "pillar")).FullName;
            File.WriteAllText(Path.Combine(folder, "top.sls"), "base: {minion1: [one], minion2: [two], 'G@id:minion*': [common]}");
            File.WriteAllText(Path.Combine(folder, "one.sls"), "secret: one");
            File.WriteAllText(Path.Combine(folder, "two.sls"), "secret: two");
            File.WriteAllText(Path.Combine(folder, "common.sls"), "app: {name: demo}");
        },
    };

    [Test]
    public async Task Each_minion_has_its_own_pillar_from_its_first_stream_on()
    {
        var kept = Path.Combine(_cluster.MinionRoot("minion2"), "var/cache/salt/minion/pillar.json");

        Assert.That(await File.ReadAllTextAsync(kept), Is.EqualTo("""{"secret":"two","app":{"name":"demo"}}"""));
        Assert.That(File.GetUnixFileMode(kept), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task It_is_shown_with_what_rests_on_the_minions_own_claim()
    {
        var shown = await _cluster.CliAsync("pillar", "show", "minion1", "--out", "json");

        Assert.That(shown.Out.Trim(), Does.Contain("\"secret\": \"one\""));
        Assert.That(shown.Error, Does.Contain("'G@id:minion*' matches by the minion's own claim"));
        Assert.That((await _cluster.CliAsync("pillar", "show", "minion1", "app:name")).Out, Is.EqualTo("demo\n"));
        Assert.That((await _cluster.CliAsync("pillar", "show", "nosuch")).Error, Does.Contain("there is no accepted minion nosuch"));
    }

    [TestCase("-I", "secret:t*", "minion2")]
    [TestCase("-J", "secret:o.e$", "minion1")]
    [TestCase("-C", "I@app:name:demo and not I@secret:one", "minion2")]
    [TestCase("-C", "S@127.0.0.1 and P@id:.*1", "minion1")]
    [TestCase("-N", "ones", "minion1")]
    public async Task Targets_look_at_pillars_and_grains(string kind, string target, string minion)
    {
        var ran = await _cluster.CliAsync("run", kind, target, "test.ping", "--out", "json");
        var matched = await _cluster.CliAsync("minions", "match", kind, target, "--out", "json");

        Assert.That(JsonNode.Parse(ran.Out)!.AsObject().Select(entry => entry.Key), Is.EqualTo(new[] { minion }), ran.ToString());
        Assert.That(JsonNode.Parse(matched.Out)!.ToJsonString(), Is.EqualTo($$"""{"up":["{{minion}}"],"down":[]}"""));
    }

    [Test]
    public async Task A_malformed_target_is_shown_with_its_place()
    {
        var ran = await _cluster.CliAsync("run", "-C", "minion1 and and minion2", "test.ping");

        Assert.That(ran.Exit, Is.EqualTo(ExitCodes.Usage));
        Assert.That(ran.Error, Is.EqualTo("master-cli: target: a target is missing before 'and'\n  minion1 and and minion2\n              ^\n"));
    }

    [Test]
    public async Task A_broken_file_leaves_the_last_good_pillar_in_force_and_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "one.sls"), "secret: {{ x }}");

        var refreshed = await _cluster.CliAsync("pillar", "refresh", "minion1");
        var shown = await _cluster.CliAsync("pillar", "show", "minion1");
        var got = await _cluster.CliAsync("run", "minion1", "pillar.get", "secret");
        await File.WriteAllTextAsync(Path.Combine(Folder, "one.sls"), "secret: three");
        var mended = await _cluster.CliAsync("pillar", "refresh", "minion1");

        var then = await _cluster.CliAsync("run", "minion1", "pillar.get", "secret");
        // The cluster is the whole fixture's: the others find the pillar as it was.
        await File.WriteAllTextAsync(Path.Combine(Folder, "one.sls"), "secret: one");
        await _cluster.CliAsync("pillar", "refresh", "minion1");

        Assert.Multiple(() =>
        {
            Assert.That(refreshed.Exit, Is.EqualTo(ExitCodes.SomeFailed));
            Assert.That(refreshed.Out, Does.Contain("one.sls, line 1: Jinja variable 'x' is undefined"));
            Assert.That(shown.Exit, Is.EqualTo(ExitCodes.SomeFailed));
            Assert.That(shown.Error, Does.Contain("this is the last good one, which stays in force"));
            Assert.That(got.Out, Is.EqualTo("minion1:\n    one\n"));
            Assert.That(mended.Exit, Is.Zero, mended.ToString());
            Assert.That(then.Out, Is.EqualTo("minion1:\n    three\n"));
        });
    }
}

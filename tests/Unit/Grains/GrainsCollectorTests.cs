using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Grains;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Tests.Unit.Grains;

internal sealed class GrainsCollectorTests
{
    private static readonly MinionId Id = MinionId.Parse("web1.example");
    private string _file = "";

    [SetUp]
    public void SetUp() => _file = Path.Combine(Path.GetTempPath(), $"grains-{TestContext.CurrentContext.Test.ID}");

    [TearDown]
    public void TearDown() => File.Delete(_file);

    [TestCase("id", JsonValueKind.String)]
    [TestCase("host", JsonValueKind.String)]
    [TestCase("fqdn", JsonValueKind.String)]
    [TestCase("fqdn_ip4", JsonValueKind.Array)]
    [TestCase("kernel", JsonValueKind.String)]
    [TestCase("kernelrelease", JsonValueKind.String)]
    [TestCase("os", JsonValueKind.String)]
    [TestCase("os_family", JsonValueKind.String)]
    [TestCase("osarch", JsonValueKind.String)]
    [TestCase("cpuarch", JsonValueKind.String)]
    [TestCase("num_cpus", JsonValueKind.Number)]
    [TestCase("mem_total", JsonValueKind.Number)]
    [TestCase("ipv4", JsonValueKind.Array)]
    [TestCase("ipv6", JsonValueKind.Array)]
    [TestCase("init", JsonValueKind.String)]
    [TestCase("machine_id", JsonValueKind.String)]
    [TestCase("virtual", JsonValueKind.String)]
    [TestCase("saltversion", JsonValueKind.String)]
    [TestCase("path", JsonValueKind.String)]
    [TestCase("shell", JsonValueKind.String)]
    [TestCase("pid", JsonValueKind.Number)]
    [TestCase("uid", JsonValueKind.Number)]
    [TestCase("username", JsonValueKind.String)]
    public async Task The_common_grains_of_this_machine_are_there(string grain, JsonValueKind kind)
    {
        var grains = await CollectAsync([]);
        Assert.That(grains[grain]?.GetValueKind(), Is.EqualTo(kind));
    }

    [Test]
    public async Task The_configuration_wins_over_the_file_and_the_file_over_the_machine()
    {
        await File.WriteAllTextAsync(_file, "role: web\ndc: west\nkernel: Mine\n");
        var grains = await CollectAsync(new JsonObject { ["dc"] = "east" });
        Assert.That(
            (grains["role"]!.GetValue<string>(), grains["dc"]!.GetValue<string>(), grains["kernel"]!.GetValue<string>()),
            Is.EqualTo(("web", "east", "Mine")));
    }

    [TestCase("a: [1", 1)]
    [TestCase("a: 1\nb: 2\na: 3\n", 3)]
    public async Task A_broken_file_is_named_with_its_line(string text, int line)
    {
        File.WriteAllText(_file, text);
        var fault = await Assert.ThrowsAsync<SaltException>(async () => await CollectAsync([]));
        Assert.That(fault.Failure, Is.EqualTo(Failure.BadRequest));
        Assert.That(fault.Message, Does.StartWith($"{_file}:{line}: "));
    }

    [Test]
    public void A_file_that_is_no_map_is_refused()
    {
        File.WriteAllText(_file, "- a\n- b\n");
        Assert.That(async () => await CollectAsync([]),
            Throws.InstanceOf<SaltException>().With.Message.EqualTo($"{_file}: grains are a map of names to values"));
    }

    [Test]
    public async Task An_empty_file_sets_nothing()
    {
        await File.WriteAllTextAsync(_file, "# nothing yet\n");
        Assert.That((await CollectAsync([]))["id"]!.GetValue<string>(), Is.EqualTo("web1.example"));
    }

    [TestCase("web1.example", 1137534946)]
    [TestCase("minion1", 156412900)]
    public void The_server_id_is_Salts_hash_of_the_id(string id, int expected) =>
        Assert.That(ServerId.Of(MinionId.Parse(id)), Is.EqualTo(expected));

    [TestCase("Debian", "x86_64", "amd64")]
    [TestCase("Debian", "aarch64", "arm64")]
    [TestCase("RedHat", "x86_64", "x86_64")]
    public void Packages_have_their_own_names_for_architectures(string family, string cpuarch, string expected) =>
        Assert.That(SystemGrains.PackageArchitecture(family, cpuarch), Is.EqualTo(expected));

    private async Task<JsonObject> CollectAsync(JsonObject configured) =>
        await new GrainsCollector(Id, "salt", _file, configured, TimeProvider.System).CollectAsync(CancellationToken.None);
}

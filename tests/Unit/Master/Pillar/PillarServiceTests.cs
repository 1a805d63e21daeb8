using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja;
using Salt.Master.Pillar;
using Salt.Master.Targeting;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Master.Pillar;

/// <summary>Compiled pillars that are kept, and when they are dropped.</summary>
internal sealed class PillarServiceTests
{
    private static readonly MinionId Web1 = MinionId.Parse("web1");

    private string _root = "";
    private Minions _minions = new();
    private PillarService _service = null!;

    [SetUp]
    public void Make()
    {
        _root = Directory.CreateTempSubdirectory("salt-pillar-").FullName;
        _minions = new Minions();
        var options = new PillarOptions(new Dictionary<string, IReadOnlyList<string>> { ["base"] = [_root] }, false, TargetContext.None, new JinjaOptions());
        _service = new PillarService(options, _minions, NullLogger<PillarService>.Instance);
        Write("top.sls", "base: {'*': [a, 'parts.*', {ignore_missing: true}]}");
        Write("a.sls", "{% from 'lib.jinja' import x %}v: {{ x }}\nos: {{ grains.os | d('none') }}\nonce: {{ 40 | random_str }}");
        Write("lib.jinja", "{% set x = 1 %}");
    }

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void It_is_kept_while_nothing_changes()
    {
        var before = Ask();
        Assert.That(Ask(), Is.EqualTo(before));
    }

    [TestCase("a.sls", "v: 2")]
    [TestCase("lib.jinja", "{% set x = 22 %}")]
    [TestCase("top.sls", "base: {'web*': [a]}")]
    [TestCase("parts/new.sls", "n: 1")]
    public void A_file_that_changes_drops_it(string path, string content)
    {
        var before = Ask();
        Write(path, content);

        Assert.That(Ask(), Is.Not.EqualTo(before));
    }

    [Test]
    public void A_grain_that_changes_drops_it()
    {
        var before = Ask();
        _minions.Grains = """{"os": "Debian"}""";

        Assert.That(Ask(), Is.Not.EqualTo(before).And.Contain("Debian"));
    }

    [Test]
    public void A_minion_that_asks_gets_a_new_one()
    {
        var before = Ask();
        var refreshed = Encoding.UTF8.GetString(_service.Ask(Web1, Encoding.UTF8.GetBytes(_minions.Grains)).Data.Span);

        Assert.That(refreshed, Is.Not.EqualTo(before));
        Assert.That(Ask(), Is.EqualTo(refreshed));
    }

    [Test]
    public void Targets_see_what_the_files_say_now()
    {
        _service.PillarOf(Web1);
        Write("a.sls", "role: changed");

        Assert.That(Encoding.UTF8.GetString(_service.PillarOf(Web1).Span), Does.Contain("changed"));
    }

    [Test]
    public void A_broken_file_leaves_the_last_good_one_and_is_read_again_when_it_is_mended()
    {
        var before = Ask();
        Write("a.sls", "v: {{");
        var broken = _service.Ask(Web1, default);
        Write("a.sls", "v: mended");

        Assert.Multiple(() =>
        {
            Assert.That(broken.Fault, Does.Contain("a.sls, line 1"));
            Assert.That(Encoding.UTF8.GetString(broken.Data.Span), Is.EqualTo(before));
            Assert.That(Ask(), Does.Contain("mended"));
        });
    }

    private string Ask() => Encoding.UTF8.GetString(_service.Ask(Web1, default).Data.Span);

    private void Write(string path, string content)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private sealed class Minions : IKnownMinions
    {
        public string Grains { get; set; } = """{"os": "Alpine"}""";

        public ImmutableSortedSet<MinionId> Accepted => [Web1];

        public ReadOnlyMemory<byte> GrainsOf(MinionId id) => Encoding.UTF8.GetBytes(Grains);
    }
}

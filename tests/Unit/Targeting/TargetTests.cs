using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Targeting;

public class TargetTests
{
    private const string Grains = """
        {"os":"Debian","role":"web","roles":["web","db"],"mem_total":2048,"up":true,"url":"http://x:80/",
         "disks":{"sda":{"size":"10G"},"sdb":null},"ifs":[{"name":"eth0"},{"name":"lo"}],"none":null,"v":1.0}
        """;

    [TestCase("role:web", true)]
    [TestCase("role:w*", true)]
    [TestCase("ROLE:web", false)]
    [TestCase("os:debian", true)]
    [TestCase("os:DEB*", true)]
    [TestCase("roles:db", true)]
    [TestCase("roles:0:web", true)]
    [TestCase("roles:1:web", false)]
    [TestCase("roles:mail", false)]
    [TestCase("mem_total:2048", true)]
    [TestCase("up:True", true)]
    [TestCase("none:none", true)]
    [TestCase("v:1.0", true)]
    [TestCase("url:http://x:80/", true)]
    [TestCase("disks:sda", true)]
    [TestCase("disks:sdc", false)]
    [TestCase("disks:sda:size:10G", true)]
    [TestCase("disks:*", true)]
    [TestCase("disks:*:size:10G", true)]
    [TestCase("ifs:name:eth0", true)]
    [TestCase("ifs:*:lo", true)]
    [TestCase("*:web", true)]
    [TestCase("*:nosuch", false)]
    [TestCase("nosuch:*", false)]
    public void A_grain_target_matches_as_in_Salt(string expression, bool matches) =>
        Assert.That(Target.Parse("grain", expression).Matches(new TargetSubject(MinionId.Parse("web1"), JsonElement.Parse(Grains), null)), Is.EqualTo(matches));

    [TestCase("web1.example", true)]
    [TestCase("web", true)]
    [TestCase("eb1", false)]
    [TestCase("(db|web)[12]", true)]
    [TestCase("web1$", false)]
    [TestCase("WEB", false)]
    [TestCase("(?i)WEB", true)]
    [TestCase("x|web", true)]
    public void A_regex_matches_from_the_beginning(string expression, bool matches) =>
        Assert.That(Target.Parse("pcre", expression).Matches(new TargetSubject(MinionId.Parse("web1.example"), null, null)), Is.EqualTo(matches));

    [Test]
    public void A_list_names_its_minions_once_and_in_order()
    {
        var target = Target.Parse("list", "web2, db1,,web1 web2\n");
        Assert.That(target.Named.Select(id => id.ToString()), Is.EqualTo(new[] { "web2", "db1", "web1" }));
        Assert.That(target.Matches(new TargetSubject(MinionId.Parse("db1"), null, null)), Is.True);
        Assert.That(target.Matches(new TargetSubject(MinionId.Parse("db2"), null, null)), Is.False);
    }

    [Test]
    public void An_empty_kind_is_glob()
    {
        var target = Target.Parse("", "web*");
        Assert.That(target.Kind, Is.EqualTo("glob"));
        Assert.That(target.Matches(new TargetSubject(MinionId.Parse("web1"), null, null)), Is.True);
        Assert.That(target.Named, Is.Empty);
    }

    [Test]
    public void A_minion_without_grains_matches_no_grain_target() =>
        Assert.That(Target.Parse("grain", "role:*").Matches(new TargetSubject(MinionId.Parse("web1"), null, null)), Is.False);

    [TestCase("pcre", "web[", "target 'web[' is not a regex: unterminated bracket at position 4")]
    [TestCase("pcre", "(a", "target '(a' is not a regex: insufficient closing parentheses at position 2")]
    [TestCase("list", "web1,-x", "target '-x' is not a minion id")]
    [TestCase("grain", "role", "target 'role' has no ':' between key and value")]
    [TestCase("nosuch", "x", "target kind 'nosuch' is not known; there are glob, list, pcre, grain, grain_pcre, pillar, pillar_pcre, ipcidr, nodegroup and compound")]
    public void A_bad_target_is_refused(string kind, string expression, string message)
    {
        var refusal = Assert.Throws<SaltException>(() => Target.Parse(kind, expression))!;
        Assert.That(refusal.Failure, Is.EqualTo(Failure.BadRequest));
        Assert.That(refusal.Message, Does.StartWith(message));
    }

    [Test]
    public void A_regex_that_explodes_is_refused()
    {
        var target = Target.Parse("pcre", "(a+)+b");
        var refusal = Assert.Throws<SaltException>(() => target.Matches(new TargetSubject(MinionId.Parse(new string('a', 200)), null, null)))!;
        Assert.That(refusal.Message, Does.Contain("takes too long"));
    }

    [FsCheck.NUnit.Property]
    public void No_grain_expression_fails(string? expression) =>
        Target.Parse("grain", $"{expression}:x").Matches(new TargetSubject(MinionId.Parse("web1"), JsonElement.Parse(Grains), null));
}

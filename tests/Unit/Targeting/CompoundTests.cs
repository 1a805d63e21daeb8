using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Targeting;

/// <summary>Targets that combine others, and those of data.</summary>
internal sealed class CompoundTests
{
    private const string Grains = """{"os": "Debian", "role": "web", "url": "http://x:80/", "ipv4": ["127.0.0.1", "10.1.2.3"], "ipv6": ["fe80::1"]}""";
    private const string Pillar = """{"app": {"name": "demo", "port": 8080}, "tags": ["a", "b"]}""";

    private static readonly TargetContext Context = new(new Dictionary<string, Nodegroup>
    {
        ["webs"] = Nodegroup.Of("G@role:web"),
        ["nested"] = Nodegroup.Of("N@webs and not db*"),
        ["loop1"] = Nodegroup.Of("N@loop2"),
        ["loop2"] = Nodegroup.Of("web1 or N@loop1"),
    });

    [TestCase("compound", "web*", true)]
    [TestCase("compound", "G@os:Debian and web*", true)]
    [TestCase("compound", "G@os:Debian and not web*", false)]
    [TestCase("compound", "not G@os:RedHat", true)]
    [TestCase("compound", "not not web1", true)]
    [TestCase("compound", "db* or web*", true)]
    [TestCase("compound", "db* or web* and G@os:RedHat", false, Description = "and binds more closely")]
    [TestCase("compound", "(db* or web*) and G@os:Debian", true)]
    [TestCase("compound", "( db* or ( web* and not ( G@os:RedHat ) ) )", true)]
    [TestCase("compound", "E@web[0-9]", true)]
    [TestCase("compound", "E@(web|db)1 and G@role:web", true, Description = "a regex's own parentheses")]
    [TestCase("compound", "L@db1,web1", true)]
    [TestCase("compound", "P@os:(Debian|Ubuntu)", true)]
    [TestCase("compound", "P@os:deb", true, Description = "from the beginning, case ignored")]
    [TestCase("compound", "P@os:ebian", false)]
    [TestCase("compound", "I@app:name:demo", true)]
    [TestCase("compound", "I@app:port:80*", true)]
    [TestCase("compound", "I@tags:b", true)]
    [TestCase("compound", "J@app:name:d.m", true)]
    [TestCase("compound", "S@10.1.2.3", true)]
    [TestCase("compound", "S@10.0.0.0/8", true)]
    [TestCase("compound", "S@10.1.2.99/24", true, Description = "any address of the subnet names it")]
    [TestCase("compound", "S@192.168.0.0/16", false)]
    [TestCase("compound", "S@fe80::/10", true)]
    [TestCase("compound", "N@webs", true)]
    [TestCase("compound", "N@nested and web1", true)]
    [TestCase("compound", "G|@url|http://x:80/", true, Description = "a delimiter of its own")]
    [TestCase("nodegroup", "nested", true)]
    [TestCase("grain_pcre", "role:w.b$", true)]
    [TestCase("pillar", "app:name:d*", true)]
    [TestCase("pillar_exact", "app:name:demo", true)]
    [TestCase("pillar_pcre", "app:name:^d", true)]
    [TestCase("ipcidr", "127.0.0.0/8", true)]
    public void It_means_web1(string kind, string expression, bool matches) =>
        Assert.That(Target.Parse(kind, expression, Context).Matches(Subject("web1")), Is.EqualTo(matches));

    [Test]
    public void Another_delimiter_may_be_asked_for() =>
        Assert.That(Target.Parse("grain", "url|http://x:80/", Context with { Delimiter = '|' }).Matches(Subject("web1")), Is.True);

    [Test]
    public void What_it_looks_at_is_known_before()
    {
        var ids = Target.Parse("compound", "web* and not E@db");
        var data = Target.Parse("compound", "N@webs and I@app:name:demo", Context);

        Assert.That((ids.NeedsGrains, ids.NeedsPillar, data.NeedsGrains, data.NeedsPillar), Is.EqualTo((false, false, true, true)));
    }

    [Test]
    public void Without_grains_nothing_of_them_matches() =>
        Assert.That(Target.Parse("compound", "G@os:* or S@0.0.0.0/0 or I@app:*").Matches(new TargetSubject(MinionId.Parse("web1"), null, null)), Is.False);

    [TestCase("web* and and db*", "a target is missing before 'and'", 9)]
    [TestCase("web* and", "a target is missing at the end", 8)]
    [TestCase("web* db*", "'and' or 'or' is missing here", 5)]
    [TestCase("or db*", "a target is missing before 'or'", 0)]
    [TestCase("(web* or db*", "this parenthesis is never closed", 0)]
    [TestCase("web*) and db*", "no parenthesis is open here", 4)]
    [TestCase("web* and not", "a target is missing at the end", 12)]
    [TestCase("web* and G@os", "target 'os' has no ':' between key and value", 9)]
    [TestCase("web* and X@os:1", "'X@' is no kind of target; there are G@ P@ I@ J@ L@ S@ E@ N@", 9)]
    [TestCase("R@%web", "range expressions (R@) are not supported", 0)]
    [TestCase("S@10.0.0.0/99", "target '10.0.0.0/99' is neither an address nor a subnet, such as 10.0.0.5 or 10.0.0.0/8", 0)]
    [TestCase("web1 or N@nosuch", "Node group nosuch unavailable: there are loop1, loop2, nested, webs in the master's configuration", 8)]
    [TestCase("G@", "nothing follows 'G@'", 0)]
    [TestCase("", "it is empty", 0)]
    public void What_is_wrong_is_said_and_where(string expression, string what, int at)
    {
        var fault = Assert.Throws<SaltException>(() => Target.Parse("compound", expression, Context))!;

        Assert.That(fault.Failure, Is.EqualTo(Failure.BadRequest));
        Assert.That(fault.Message, Is.EqualTo($"target: {what}\n  {expression}\n  {new string(' ', at)}^"));
    }

    [Test]
    public void A_group_that_contains_itself_is_named()
    {
        var fault = Assert.Throws<SaltException>(() => Target.Parse("nodegroup", "loop1", Context))!;

        Assert.That(fault.Message, Does.Contain("node group loop1 contains itself: loop1 → loop2 → loop1"));
    }

    private static TargetSubject Subject(string id) => new(MinionId.Parse(id), JsonElement.Parse(Grains), JsonElement.Parse(Pillar));
}

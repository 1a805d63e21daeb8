using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Tests.Unit.Targeting;

/// <summary>Nodegroups in every form that Salt documents, and targets that are too deep or too long.</summary>
internal sealed class NodegroupTests
{
    private static readonly TargetContext Context = new(new Dictionary<string, Nodegroup>
    {
        ["spaced"] = Nodegroup.Of(["G@os_long:Red Hat Enterprise Linux", "or", "minion3"]),
        ["globs"] = Nodegroup.Of(["web*"]),
        ["except"] = Nodegroup.Of("N@globs and not web3"),
        ["ids"] = Nodegroup.Of(["db1", "db2"]),
        ["oneid"] = Nodegroup.Of("db1"),
        ["words"] = Nodegroup.Of("db1 db2"),
        ["commas"] = Nodegroup.Of("L@db1,db2 or web*"),
        ["brackets"] = Nodegroup.Of(["web[12]"]),
        ["listed"] = Nodegroup.Of(["(", "web*", "or", "N@ids", ")", "and", "not", "web1"]),
        ["pillar"] = Nodegroup.Of(["I@role:a b"]),
    });

    [TestCase("spaced", "minion1 minion3")]
    [TestCase("globs", "web1 web2 web3")]
    [TestCase("except", "web1 web2")]
    [TestCase("ids", "db1 db2")]
    [TestCase("oneid", "db1")]
    [TestCase("words", "db1 db2")]
    [TestCase("commas", "web1 web2 web3 db1 db2")]
    [TestCase("brackets", "web1 web2")]
    [TestCase("listed", "web2 web3 db1 db2")]
    [TestCase("pillar", "minion1")]
    public void A_group_means(string group, string ids)
    {
        var target = Target.Parse("nodegroup", group, Context);
        var all = (string[])["minion1", "minion2", "minion3", "web1", "web2", "web3", "db1", "db2"];
        Assert.That(string.Join(' ', all.Where(id => target.Matches(Subject(id)))), Is.EqualTo(ids));
    }

    private static IEnumerable<TestCaseData> Deep =>
    [
        new TestCaseData(string.Concat(Enumerable.Repeat("( ", 50_000)), "parentheses are nested more than 1000 deep").SetArgDisplayNames("parentheses"),
        new TestCaseData(string.Concat(Enumerable.Repeat("( not ", 50_000)) + "x", "parentheses are nested more than 1000 deep").SetArgDisplayNames("negated parentheses"),
        new TestCaseData("G@" + string.Concat(Enumerable.Repeat("*:", 50_000)) + "x", "100 at most").SetArgDisplayNames("parts of a path"),
    ];

    [TestCaseSource(nameof(Deep))]
    public void What_is_too_deep_is_refused_in_a_few_words(string expression, string message)
    {
        var fault = Assert.Throws<SaltException>(() => Target.Parse("compound", expression))!;
        Assert.Multiple(() =>
        {
            Assert.That(fault.Failure, Is.EqualTo(Failure.BadRequest));
            Assert.That(fault.Message, Does.Contain(message));
            Assert.That(fault.Message, Has.Length.LessThan(1000));
        });
    }

    [Test]
    public void Long_chains_are_no_depth()
    {
        var either = string.Join(" or ", Enumerable.Repeat("db9", 50_000)) + " or web1";
        var all = string.Join(" and ", Enumerable.Repeat("web*", 50_000));
        var not = string.Concat(Enumerable.Repeat("not ", 50_000)) + "web1";
        Assert.That(((string[])[either, all, not]).Select(expression => Target.Parse("compound", expression).Matches(Subject("web1"))), Is.All.True);
    }

    [Test]
    public void Stars_over_deep_data_end()
    {
        var data = string.Concat(Enumerable.Repeat("{\"a\":1,\"b\":[],\"c\":", 40)) + "{}" + new string('}', 40);
        var target = Target.Parse("grain", string.Concat(Enumerable.Repeat("*:", 90)) + "x");
        Assert.That(() => target.Matches(new TargetSubject(MinionId.Parse("web1"), JsonElement.Parse(data), null)), Throws.InstanceOf<SaltException>().With.Message.Contains("takes too long"));
    }

    private static TargetSubject Subject(string id) => new(
        MinionId.Parse(id),
        JsonElement.Parse(id == "minion1" ? """{"os_long": "Red Hat Enterprise Linux"}""" : """{"os_long": "Debian"}"""),
        JsonElement.Parse(id == "minion1" ? """{"role": "a b"}""" : "{}"));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;
using Salt.Shared.Values;
using Salt.Tests.Fuzzing.Making;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Expressions of every kind of target, and top files: an input is a kind, a line break, the expression.</summary>
internal static class TargetDoors
{
    private static readonly string[] Kinds = ["glob", "list", "pcre", "grain", "grain_pcre", "pillar", "pillar_pcre", "pillar_exact", "ipcidr", "nodegroup", "compound", "range", ""];

    private static readonly Grammar Language = new(new Dictionary<string, string[]>
    {
        ["target"] = ["<kind>\n<id>", "compound\n<compound>", "compound\n<compound>", "<kind>\n<expression>", "top\n<top>"],
        ["kind"] = [.. Kinds],
        ["expression"] = ["<id>", "<glob>", "<regex>", "<data>", "<ids>", "<address>", "<compound>"],
        ["id"] = ["web1", "db-2", "minion1", "a.b.example.com", "*"],
        ["ids"] = ["<id>", "<id>,<ids>", "<id>, <ids>", "<id> <ids>"],
        ["glob"] = ["*", "web*", "[a-z]*", "[!w]eb?", "w<glob>", "?<glob>", "[<glob>", "[]]<glob>", "[a-<glob>]", "\\<glob>"],
        ["regex"] = ["web", ".*", "(a|<regex>)", "<regex>+", "(<regex>)*", "[^<regex>]", "\\d<regex>", "<regex>{2,3}", "(?i)<regex>", "(?P=x)<regex>", "(a+)+$", "^(<regex>|<regex>)*$", "\\1", "(?=<regex>)", "(?#"],
        ["data"] = ["os:Debian", "roles:<glob>", "a:b:c:<glob>", "deep:*:x", "list:1:<glob>", ":<data>", "os:<regex>", "deep::<data>"],
        ["address"] = ["10.0.0.1", "10.0.0.0/8", "::1", "fe80::/10", "10.0.0.0/33", "1.2.3", "10.0.0.1/<address>", "0x7f.1"],
        ["term"] = ["*", "web*", "E@<regex>", "G@<data>", "P@<data>", "I@<data>", "J@<data>", "L@<ids>", "S@<address>", "N@group", "N@self", "N@nosuch", "G%@os%Debian", "X@y", "@", "R@%x"],
        ["compound"] = ["<term>", "<compound> and <compound>", "<compound> or <compound>", "not <compound>", "( <compound> )", "(<compound>)", "<compound>  <compound>"],
        ["top"] = ["base:\n  '*': [a]", "base:\n  '<compound>':\n    - match: <kind>\n    - a", "<kind>:\n  '<expression>': [<id>, {match: <kind>}, {order: <id>}, {ignore_missing: true}]"],
    });

    private static readonly JsonElement Grains = Json(
        """{"os":"Debian","roles":["web","db"],"ipv4":["10.0.0.5","127.0.0.1"],"ipv6":["::1"],"a":{"b":{"c":"d"}},"list":[{"x":1},[2,"y"]],"number":5,"none":null,"true":true,"deep":{"":{"x":[["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"]]}}}""");

    private static readonly TargetSubject[] Subjects =
    [
        new(MinionId.Parse("web1"), Grains, Grains), new(MinionId.Parse("db-2.example.com"), null, null), new(MinionId.Parse(new string('a', 60)), Json("{}"), Json("{}")),
    ];

    private static readonly TargetContext Context = new(new Dictionary<string, Nodegroup>
    {
        ["group"] = Nodegroup.Of("web* or G@os:Debian"), ["self"] = Nodegroup.Of("N@self or N@group"), ["words"] = Nodegroup.Of(["web1", "E@(", "( a"]),
    });

    public static IDoor Targets() => new TextDoor(
        new TextMaker(Language, "target", ["compound\n( web* and G@os:Debian ) or not L@a,b", "grain\nos:Debian", "pillar\na:b:c:*", "ipcidr\n10.0.0.0/8", "pcre\n^(web|db)\\d+$", "nodegroup\ngroup", "top\nbase:\n  'os:Debian':\n    - match: grain\n    - x"], Language.Alternatives),
        Take,
        e => e is SaltException { Failure: Failure.BadRequest } or YamlFormatException);

    private static void Take(string input)
    {
        var (kind, expression) = input.IndexOf('\n') is var end and >= 0 ? (input[..end], input[(end + 1)..]) : ("compound", input);
        if (kind == "top")
        {
            if (YamlReader.Read(expression) is not { } node || YamlJson.ToJson(node) is not JsonObject top) return;
            foreach (var subject in Subjects) _ = TopFile.SlsOf("top.sls", top, subject, Context, _ => { }).ToList();
            return;
        }

        var group = Nodegroup.Of(expression);
        var context = new TargetContext(new Dictionary<string, Nodegroup>(Context.Nodegroups) { ["made"] = group, ["web1"] = group }, expression.Length > 0 && !char.IsSurrogate(expression[0]) ? expression[0] : ':');
        var target = Target.Parse(kind, expression, Context);
        foreach (var subject in Subjects) target.Matches(subject);
        target = Target.Parse(kind, expression, context);
        foreach (var subject in Subjects) target.Matches(subject);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

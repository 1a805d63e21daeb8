using System.Text.Json.Nodes;
using Salt.Minion.States.Running;

namespace Salt.Tests.Unit.States;

internal sealed class VerdictTests
{
    // Results: ok, changed, failed, would (test mode, changes), unknown (test mode, none), skipped (kept from running).
    [TestCase("", "Run")]
    [TestCase("require:ok", "Run")]
    [TestCase("require:failed", "Failed")]
    [TestCase("require:ok require:failed", "Failed")]
    [TestCase("require:would", "Run")]
    [TestCase("require:skipped", "Run")]
    [TestCase("require_any:ok require_any:failed", "Run")]
    [TestCase("require_any:failed require_any:failed", "Failed")]
    [TestCase("watch:ok", "Run")]
    [TestCase("watch:changed", "RunAndWatch")]
    [TestCase("watch:ok watch:changed", "RunAndWatch")]
    [TestCase("watch:failed watch:changed", "Failed")]
    [TestCase("watch_any:failed watch_any:changed", "RunAndWatch")]
    [TestCase("onchanges:ok", "NothingChanged")]
    [TestCase("onchanges:changed", "Run")]
    [TestCase("onchanges:ok onchanges:changed", "Run")]
    [TestCase("onchanges:failed", "Failed")]
    [TestCase("onchanges:failed onchanges:changed", "Failed")]
    [TestCase("onchanges_any:failed onchanges_any:changed", "Run")]
    [TestCase("onchanges:ok require:failed", "Failed")]
    [TestCase("onchanges:skipped", "NothingChanged")]
    [TestCase("onfail:ok", "NothingFailed")]
    [TestCase("onfail:failed", "Run")]
    [TestCase("onfail:would", "Run")]
    [TestCase("onfail:ok onfail:failed", "Run")]
    [TestCase("onfail:ok onfail:ok", "NothingFailed")]
    [TestCase("onfail_any:ok onfail_any:failed", "Run")]
    [TestCase("onfail_all:ok onfail_all:failed", "NothingFailed")]
    [TestCase("onfail_all:failed onfail_all:failed", "Run")]
    [TestCase("prereq:ok", "NothingAhead")]
    [TestCase("prereq:would", "Run")]
    [TestCase("prereq:unknown", "Run")]
    [TestCase("prereq:ok prereq:would", "Run")]
    [TestCase("prereq:failed", "Failed")]
    [TestCase("prereq:would onchanges:ok", "NothingChanged")]
    public void Requisites_decide(string requisites, string verdict) => Assert.That(
        Verdicts.Of(requisites.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(requisite => requisite.Split(':')).Select(parts => (parts[0], Result(parts[1])))).ToString(),
        Is.EqualTo(verdict));

    private static JsonObject Result(string word)
    {
        var changes = word is "changed" or "would" ? new JsonObject { ["x"] = "y" } : [];
        var result = new JsonObject { ["result"] = word switch { "failed" => false, "would" or "unknown" => null, _ => true }, ["changes"] = changes };
        if (word == "skipped") result["__state_ran__"] = false;
        return result;
    }
}

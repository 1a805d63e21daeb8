using FsCheck.Fluent;
using Salt.Minion.States;
using Salt.Minion.States.Compiler;
using Salt.Minion.States.Modules;

namespace Salt.Tests.Unit.States;

internal sealed class RequisiteTests
{
    [TestCase("a: {test.nop: [require: [{test: b}]]}\nb: test.nop", "b a")]
    [TestCase("a: {test.nop: [require: [b]]}\nb: test.nop", "b a")]
    [TestCase("a: {test.nop: [watch: [{test: 'c*'}]]}\nc1: test.nop\nc2: test.nop", "c1 c2 a")]
    [TestCase("a: {test.nop: [onfail: [{test: n}]]}\nb: {test.nop: [name: n]}", "n a")]
    [TestCase("a: {test.nop: [prereq: [{test: b}]]}\nb: test.nop", "a b")]
    [TestCase("b: {test.nop: [require: [{test: c}]]}\nc: test.nop\na: {test.nop: [prereq: [{test: b}]]}", "c a b")]
    [TestCase("a: {test.nop: [require: [{sls: a}]]}\nb: test.nop", "b a")]
    public void A_state_comes_behind_what_it_depends_on(string sls, string names) =>
        Assert.That(string.Join(' ', Order(SlsTexts.Compile(sls), out _).Select(chunk => chunk.Name)), Is.EqualTo(names));

    [TestCase("a: {test.nop: [require: [{test: b}]]}\nb: {test.nop: [require: [{test: a}]]}", "test: a (SLS a) needs test: b (SLS a) needs test: a (SLS a)")]
    [TestCase("a: {test.nop: [require: [{test: a}]]}", "test: a (SLS a) needs test: a (SLS a)")]
    [TestCase("a: {test.nop: [prereq: [{test: b}]]}\nb: {test.nop: [require: [c]]}\nc: {test.nop: [require: [a]]}", "test: a (SLS a) needs test: c (SLS a) needs test: a (SLS a)")]
    public void A_circle_is_said(string sls, string circle)
    {
        Order(SlsTexts.Compile(sls), out var cycle);
        Assert.That(cycle, Does.StartWith("Recursive requisites were found: ").And.Contain(circle));
    }

    [Test]
    public void What_is_not_there_is_said_with_its_kind()
    {
        var chunks = SlsTexts.Compile("a: {cmd.run: [watch: [{test: x}], require: [{file: 'y*'}]]}");
        Assert.That(MapOf(chunks).Of(chunks[0]).Missing, Is.EqualTo(new[] { ("require", "file", "y*"), ("watch", "test", "x") }));
    }

    [Test]
    public void A_module_that_cannot_react_only_requires_what_it_watches()
    {
        var chunks = SlsTexts.Compile("a: {schedule.absent: [watch: [{test: b}]]}\nb: test.nop");
        Assert.That(MapOf(chunks).Of(chunks[0]).Found.Single().Kind, Is.EqualTo("require"));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public FsCheck.Property Whatever_depends_on_whatever_each_comes_once_and_behind_what_it_needs_or_a_circle_is_said()
    {
        var graphs = Gen.Choose(0, 12).SelectMany(count => Gen.ListOf(Gen.Choose(0, 11).SelectMany(from => Gen.Choose(0, 11).Select(to => (From: from, To: to))), count));
        return Prop.ForAll(graphs.ToArbitrary(), edges =>
        {
            var sls = string.Join('\n', Enumerable.Range(0, 12).Select(n => $"s{n}: {{test.nop: [require: [{string.Join(", ", edges.Where(edge => edge.From == n).Select(edge => $"{{test: s{edge.To}}}"))}]]}}"));
            var order = Order(SlsTexts.Compile(sls), out var cycle).Select(chunk => chunk.Id).ToList();
            return cycle is not null
                ? order.Count == 0 && HasCircle(edges)
                : order.Count == 12 && order.Distinct().Count() == 12 && edges.All(edge => order.IndexOf($"s{edge.To}") < order.IndexOf($"s{edge.From}"));
        });
    }

    [Test]
    public void A_chain_may_be_as_long_as_there_are_states()
    {
        const int many = 20_000;
        var chunks = Enumerable.Range(0, many).Select(n => new LowChunk(new System.Text.Json.Nodes.JsonObject
        {
            ["state"] = "test", ["fun"] = "nop", ["__id__"] = $"s{n}", ["name"] = $"s{n}",
            ["require"] = new System.Text.Json.Nodes.JsonArray(n + 1 < many ? [(System.Text.Json.Nodes.JsonNode)$"s{n + 1}"] : []),
        })).ToList();
        Assert.That(Order(chunks, out _)[0].Id, Is.EqualTo($"s{many - 1}"));
    }

    private static bool HasCircle(IEnumerable<(int From, int To)> edges)
    {
        // What nobody left needs is taken away until nothing more can be.
        var left = edges.ToList();
        while (left.RemoveAll(edge => left.TrueForAll(other => other.From != edge.To)) > 0)
        {
        }

        return left.Count > 0;
    }

    private static RequisiteMap MapOf(IReadOnlyList<LowChunk> chunks) => new(chunks, StateModules.Catalog.Watching);

    private static IReadOnlyList<LowChunk> Order(IReadOnlyList<LowChunk> chunks, out string? cycle) => RunOrder.Of(chunks, MapOf(chunks), out cycle);
}

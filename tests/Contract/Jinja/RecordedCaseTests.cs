using Salt.Jinja;

namespace Salt.Tests.Contract.Jinja;

/// <summary>What Jinja made of some hundred templates, this makes of them too.</summary>
internal sealed class RecordedCaseTests
{
    private static readonly Dictionary<int, string> LeftOut = new()
    {
        [62] = "it asks for the Python class of a value, which templates cannot reach here",
        [90] = "it prints what one seed of Python's random generator gave",
        [286] = "it was recorded in a sandbox of unchangeable values; Salt's templates change theirs",
    };

    // Recorded in an environment that escapes, which the recording does not say.
    private static readonly HashSet<int> Escaping = [47, 53, 60, 86, 127, 287];

    private static readonly IReadOnlyList<RecordedCase> Cases = RecordedCase.Load(Path.Combine(TestContext.CurrentContext.TestDirectory, "Jinja", "cases.json"));

    private static IEnumerable<TestCaseData> Rendered => Cases
        .Where(recorded => !LeftOut.ContainsKey(recorded.Number))
        .Select(recorded => new TestCaseData(recorded.Number).SetArgDisplayNames($"{recorded.Number}"));

    [TestCaseSource(nameof(Rendered))]
    public void A_template_renders_as_recorded(int number)
    {
        var recorded = Cases[number];
        Assert.That(Render(recorded), Is.EqualTo(recorded.Exception ?? recorded.Output), recorded.Source);
    }

    [Test]
    public void At_most_three_are_left_out() => Assert.That(LeftOut, Has.Count.LessThanOrEqualTo(3));

    private static string Render(RecordedCase recorded)
    {
        var environment = new JinjaEnvironment(recorded.Options with { Autoescape = Escaping.Contains(recorded.Number) }, new Templates(recorded.Templates));
        try
        {
            return environment.Render(environment.Compile("<template>", recorded.Source), recorded.Context.ToDictionary(name => (string)name.Key!, name => name.Value));
        }
        catch (TemplateException e)
        {
            return e.Kind;
        }
    }

    private sealed class Templates(IReadOnlyDictionary<string, string> texts) : ITemplateLoader
    {
        public string Resolve(string name, string from) => name;

        public TemplateSource? Load(string name) => texts.TryGetValue(name, out var text) ? new TemplateSource(name, text) : null;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Tests.Integration.Rendering;

/// <summary>Ours and Jinja itself on generated templates. The seed and the count can be given:
/// <c>SALT_FUZZ_SEED</c>, <c>SALT_FUZZ_CASES</c>.</summary>
internal sealed class JinjaDifferenceTests
{
    private const string Context = """
        {"n": 7, "f": 2.5, "neg": -3, "s": "Hello World", "e": "", "u": "naïve ☃ 😀", "l": [3, 1, 2], "ls": ["b", "A", "c"], "d": {"a": 1, "b": {"c": [1, 2]}},
         "t": true, "z": null, "nested": [[1, 2], [3, [4]]], "recs": [{"name": "x", "age": 3}, {"name": "Y", "age": 5}, {"name": "z", "age": 3}], "num": "42", "html": "<b>&'\"</b>"}
        """;

    private static readonly Dictionary<string, string> Templates = new()
    {
        ["part"] = "[part {{ n }} {{ x }} {{ v }}]",
        ["lib"] = "lib text{% set value = 5 %}{% set _hidden = 1 %}{% macro hello(a) %}hello {{ a }} {{ n }}{% endmacro %}",
    };

    [Test]
    public Task They_agree_but_where_a_reason_is_given() => AgreeAsync(random => new TemplateMaker(random).Make(), 3);

    // Of these most read names that are nothing, which the strict kinds refuse.
    [Test]
    public Task They_agree_on_where_names_are_set_and_read() => AgreeAsync(random => new ScopeMaker(random).Make(), 5);

    private static async Task AgreeAsync(Func<Random, string> make, int rendering)
    {
        var seed = Number("SALT_FUZZ_SEED", 20261126);
        var random = new Random(seed);
        var cases = Enumerable.Range(0, Number("SALT_FUZZ_CASES", 3000)).Select(_ => Make(random, make(random))).ToList();
        var answers = await PythonPeer.AskAsync("Rendering/jinja_answers.py", cases.Select(made => made.ToJsonString()));

        var differences = cases.Zip(answers, (made, answer) => (Source: (string)made["source"]!, Options: made["options"]!.ToJsonString(), Theirs: JsonSerializer.Deserialize<string>(answer)!, Ours: Ours(made)))
            .Where(answer => answer.Ours != answer.Theirs)
            .Select(answer => (Reason: Reason(answer.Theirs, answer.Ours), Text: $"{answer.Source}\n  {answer.Options}\n  ours   {answer.Ours}\n  theirs {answer.Theirs}"))
            .ToList();
        foreach (var group in differences.GroupBy(difference => difference.Reason)) TestContext.Out.WriteLine($"{group.Count(),5} {group.Key ?? "without a reason"}");

        Assert.That(answers, Has.Count.EqualTo(cases.Count));
        Assert.That(answers.Count(answer => !answer.StartsWith("\"refused", StringComparison.Ordinal)), Is.GreaterThan(cases.Count / rendering), "few templates render: the generator is no use");
        Assert.That(differences.Where(difference => difference.Reason is null).Select(difference => difference.Text).Take(12), Is.Empty, $"seed {seed}");
    }

    /// <summary>Why the two may differ; null: they may not.</summary>
    private static string? Reason(string theirs, string ours) => (theirs, ours) switch
    {
        ("refused: TooLong", _) => "theirs takes more than a second",
        ("refused: MemoryError", "refused: OverflowError") => "theirs takes all the memory it has, ours has limits",
        _ => null,
    };

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static JsonObject Make(Random random, string source) => new()
    {
        ["source"] = source,
        ["context"] = JsonNode.Parse(Context),
        ["templates"] = new JsonObject(Templates.Select(template => KeyValuePair.Create(template.Key, (JsonNode?)template.Value))),
        ["options"] = new JsonObject
        {
            ["trim_blocks"] = random.Next(3) == 0,
            ["lstrip_blocks"] = random.Next(3) == 0,
            ["keep_trailing_newline"] = random.Next(3) == 0,
            ["autoescape"] = random.Next(5) == 0,
            ["undefined"] = (string[])["default", "default", "default", "strict", "chainable", "debug"] is var kinds ? kinds[random.Next(kinds.Length)] : "",
        },
    };

    private static string Ours(JsonObject made)
    {
        var options = made["options"]!;
        var environment = new JinjaEnvironment(
            new JinjaOptions
            {
                TrimBlocks = (bool)options["trim_blocks"]!,
                LstripBlocks = (bool)options["lstrip_blocks"]!,
                KeepTrailingNewline = (bool)options["keep_trailing_newline"]!,
                Autoescape = (bool)options["autoescape"]!,
                Undefined = Enum.Parse<UndefinedKind>((string)options["undefined"]!, ignoreCase: true),
            },
            new Loader());
        try
        {
            var names = ((PyDict)PythonData.FromJson(JsonNode.Parse(Context))!).ToDictionary(name => (string)name.Key!, name => name.Value);
            return environment.Render(environment.Compile("<template>", (string)made["source"]!), names);
        }
        catch (TemplateException e)
        {
            return "refused: " + e.Kind;
        }
    }

    private sealed class Loader : ITemplateLoader
    {
        public string Resolve(string name, string from) => name;

        public TemplateSource? Load(string name) => Templates.TryGetValue(name, out var text) ? new TemplateSource(name, text) : null;
    }
}

using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Output.Yaml;
using Salt.Shared.Rendering;
using Salt.Shared.Values;

namespace Salt.Tests.Integration.Rendering;

/// <summary>Ours and PyYAML on tricky scalars and on generated documents, read and written. The seed and the count can be
/// given: <c>SALT_FUZZ_SEED</c>, <c>SALT_FUZZ_CASES</c>.</summary>
internal sealed partial class YamlDifferenceTests
{
    private static IEnumerable<string> TrickyDocuments => YamlMaker.Tricky.SelectMany(scalar =>
        (string[])[scalar, $"k: {scalar}", $"- {scalar}", $"[{scalar}]", $"{{k: {scalar}}}", $"{scalar}: v"]);

    [Test]
    public async Task Documents_are_read_as_PyYAML_reads_them()
    {
        var random = new Random(Number("SALT_FUZZ_SEED", 20261126));
        var documents = TrickyDocuments
            .Concat((string[])["a: &x {b: 1}\nc: *x", "a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", "l: [&a {x: 1}, &b {x: 2, y: 3}]\nm: {<<: [*a, *b], z: 1}", "a: 1\na: 2", "? [1, 2]\n: x", "a:\n\t- b", "a: b: c", "--- a\n...\n", "%YAML 1.1\n---\na: 1"])
            .Concat(Enumerable.Range(0, Number("SALT_FUZZ_CASES", 3000)).Select(_ => new YamlMaker(random).Document()))
            .ToList();
        var answers = await PythonPeer.AskAsync("Rendering/yaml_answers.py", documents.Select(document => new JsonObject { ["text"] = document }.ToJsonString()));
        Compare(documents, answers, document => Reading(document).ToJsonString());
    }

    [Test]
    public async Task Values_are_written_as_PyYAML_writes_them()
    {
        var random = new Random(Number("SALT_FUZZ_SEED", 20261126));
        var values = YamlMaker.Tricky.Select(scalar => (object?)scalar)
            .Concat(YamlMaker.Tricky.Select(scalar => (object?)new List<object?> { scalar, 1L, 1.5, true, null }))
            .Concat(YamlMaker.Tricky.Select(scalar => (object?)new PyDict { [scalar] = scalar }))
            .Concat(Enumerable.Range(0, Number("SALT_FUZZ_CASES", 3000)).Select(_ => Value(random, 3)))
            .ToList();
        var answers = await PythonPeer.AskAsync("Rendering/yaml_answers.py", values.Select(value => new JsonObject { ["value"] = Tagged(value) }.ToJsonString()));
        Compare([.. values.Select(value => Tagged(value).ToJsonString())], answers, (_, i) => JsonValue.Create(PythonYamlWriter.Flow(values[i])).ToJsonString());
    }

    private static void Compare(IReadOnlyList<string> cases, IReadOnlyList<string> answers, Func<string, string> ours) => Compare(cases, answers, (text, _) => ours(text));

    private static void Compare(IReadOnlyList<string> cases, IReadOnlyList<string> answers, Func<string, int, string> ours)
    {
        Assert.That(answers, Has.Count.EqualTo(cases.Count));
        var differences = cases.Select((text, i) => (Text: text, Ours: ours(text, i), Theirs: JsonNode.Parse(answers[i])!.ToJsonString()))
            .Where(answer => answer.Ours != answer.Theirs)
            .Select(answer => (Reason: Reason(answer.Text, answer.Ours, answer.Theirs), Text: $"{answer.Text}\n  ours   {answer.Ours}\n  theirs {answer.Theirs}"))
            .ToList();
        foreach (var group in differences.GroupBy(difference => difference.Reason)) TestContext.Out.WriteLine($"{group.Count(),5} {group.Key ?? "without a reason"}");
        Assert.That(differences.Where(difference => difference.Reason is null).Select(difference => difference.Text).Take(12), Is.Empty);
    }

    /// <summary>Why the two may differ; null: they may not.</summary>
    private static string? Reason(string text, string ours, string theirs)
    {
        if (theirs != "[\"refused\"]" && AnchorWithColon().IsMatch(text)) return "an anchor's name may have a colon in it here";
        if (theirs == "[\"refused\"]" && MergeOrValue().IsMatch(text)) return "a plain << or = that stands for a value is a text here; PyYAML knows no value for it";
        if (ours == "[\"refused\"]" && LoneDash().IsMatch(text)) return "YamlDotNet takes a lone dash among brackets for an item";
        if (text.TrimStart().StartsWith(": ", StringComparison.Ordinal)) return "YamlDotNet takes a missing key for null";
        if (LoneQuestionMark().IsMatch(text)) return "YamlDotNet takes a lone question mark among brackets for a text";
        if (theirs == "[\"refused\"]" && Anchor().Count(text) != Anchor().Matches(text).Select(anchor => anchor.Value).Distinct().Count()) return "an anchor may be set anew here, as in YAML 1.2";
        if (theirs == "[\"refused\"]" && text.IndexOf("*a", StringComparison.Ordinal) is >= 0 and var alias && text.IndexOf("&a", StringComparison.Ordinal) > alias) return "YamlDotNet lets an alias stand before its anchor";
        if (ours == "[\"refused\"]" && text.Split('\n').Any(IsOpen)) return "YamlDotNet refuses what goes on, in quotes or brackets, at a lesser indent";
        return null;
    }

    private static bool IsOpen(string line) => line.Count(c => c == '"') % 2 == 1 || line.Count(c => c == '\'') % 2 == 1
        || line.Count(c => c == '[') != line.Count(c => c == ']') || line.Count(c => c == '{') != line.Count(c => c == '}');

    [GeneratedRegex(@"&\w+")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"[\[{,:] ?\?\s*[\]},]")]
    private static partial Regex LoneQuestionMark();

    [GeneratedRegex(@"&\w+:")]
    private static partial Regex AnchorWithColon();

    [GeneratedRegex(@"(^|[-:\[,{] ?|\n)\s*(<<|=)\s*($|[\]},#:\n]|  #)", RegexOptions.Multiline)]
    private static partial Regex MergeOrValue();

    [GeneratedRegex(@"[\[{,:] ?-\s*[\]},]")]
    private static partial Regex LoneDash();

    private static JsonArray Reading(string document)
    {
        try
        {
            return Tagged(PythonYaml.Load(document));
        }
        catch (YamlFormatException)
        {
            return ["refused"];
        }
        catch (TemplateException)
        {
            return ["refused"];
        }
    }

    private static JsonArray Tagged(object? value) => value switch
    {
        null => ["null", ""],
        bool flag => ["bool", flag ? "true" : "false"],
        long or BigInteger => ["int", PythonString.Repr(value)],
        double number => ["float", PythonFloat.Repr(number)],
        string text => ["str", text],
        PyDict dict => ["map", new JsonArray([.. dict.Select(entry => (JsonNode)new JsonArray(Tagged(entry.Key), Tagged(entry.Value)))])],
        IReadOnlyList<object?> list => ["list", new JsonArray([.. list.Select(Tagged)])],
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static object? Value(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => (long)random.Next(-1000, 100000),
        3 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        4 => YamlMaker.Tricky[random.Next(YamlMaker.Tricky.Length)],
        5 => string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => YamlMaker.Tricky[random.Next(YamlMaker.Tricky.Length)])),
        6 or 7 => Enumerable.Range(0, random.Next(5)).Aggregate(new PyDict(), (dict, i) =>
        {
            dict[random.Next(3) == 0 ? YamlMaker.Tricky[random.Next(YamlMaker.Tricky.Length)] : $"key{i}"] = Value(random, depth - 1);
            return dict;
        }),
        _ => Enumerable.Range(0, random.Next(6)).Select(_ => Value(random, depth - 1)).ToList(),
    };

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

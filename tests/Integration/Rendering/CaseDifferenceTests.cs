using System.Globalization;
using System.Text;
using System.Text.Json;
using Salt.Jinja;

namespace Salt.Tests.Integration.Rendering;

/// <summary>Upper and lower case of every character that the system's Python knows, and of texts made of those that have rules of their
/// own.</summary>
internal sealed class CaseDifferenceTests
{
    private const string Forms =
        "{{ [c.upper(), c.lower(), c.title(), c.capitalize(), c.swapcase(), c.casefold(), c.islower(), c.isupper(), c.istitle()] | join('|') }}";

    private const string WithRules = "ΣσςαΑ.'- \u0301ªǅßﬁİıᾳ1ͅʰⅧⅷა😀𐐀\u00ad";

    // Unicode gave these capitals later than the system's Python knows.
    private static readonly string[] Newer = ["\u019b", "\u0264"];

    [Test]
    public async Task They_agree_on_every_character()
    {
        var pages = Enumerable.Range(0, 0x110).SelectMany(page => Page(page << 12)).ToList();
        var differences = await DifferencesAsync(pages);
        Assert.That(differences.Take(40), Is.Empty);
    }

    [Test]
    public async Task They_agree_on_words()
    {
        var random = new Random(20261201);
        var letters = WithRules.EnumerateRunes().ToArray();
        var words = Enumerable.Range(0, 3000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => letters[random.Next(letters.Length)]))).ToList();
        Assert.That((await DifferencesAsync(words)).Take(40), Is.Empty);
    }

    private static IEnumerable<string> Page(int first)
    {
        var page = string.Concat(Enumerable.Range(first, 0x1000).Where(Rune.IsValid).Select(number => new Rune(number).ToString()));
        return page.Length > 0 ? [page] : [];
    }

    private static async Task<List<string>> DifferencesAsync(List<string> texts)
    {
        var answers = await PythonPeer.AskAsync("Rendering/case_answers.py", texts.Select(text => JsonSerializer.Serialize(text)));
        Assert.That(answers, Has.Count.EqualTo(texts.Count));
        var environment = new JinjaEnvironment(new JinjaOptions { MostTime = TimeSpan.FromMinutes(1) });
        var template = environment.Compile("t", Forms);
        var differences = new List<string>();
        foreach (var answer in answers.Select(answer => JsonDocument.Parse(answer).RootElement))
        {
            var text = answer[0].GetString()!;
            // A page of all characters has no word in it that is worth a comparison.
            IEnumerable<(string Text, string Theirs)> compared = text.EnumerateRunes().Zip(answer[2].EnumerateArray(), (rune, theirs) => (rune.ToString(), theirs.GetString()!));
            if (text.Length < 100) compared = compared.Append((text, answer[1].GetString()!));
            foreach (var (one, theirs) in compared)
            {
                var ours = environment.Render(template, new Dictionary<string, object?> { ["c"] = one });
                if (ours != theirs && !Newer.Contains(one)) differences.Add(string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', one.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"))}: ours {ours}, theirs {theirs}"));
            }
        }

        return differences;
    }
}

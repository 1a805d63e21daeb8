using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Configuration;

/// <summary>Reads options by name from a daemon's configuration and collects every fault with its file and line. A
/// missing option, or one without a value, is the default that the caller passes.</summary>
public sealed class OptionReader
{
    private readonly ConfigurationText _text;
    private readonly List<string> _faults;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private OptionReader(ConfigurationText text)
    {
        _text = text;
        _faults = [.. text.Faults];
    }

    /// <summary>A way to read a text, as the TryParse methods of ids and numbers.</summary>
    public delegate bool Parser<T>(string text, out T value);

    /// <summary>Every key of the configuration as JSON, options and user data.</summary>
    public JsonObject Merged => _text.Merged;

    /// <param name="mainFile">Its <c>.d/*.conf</c> are read after it. It may be missing.</param>
    public static OptionReader Open(string mainFile) => new(ConfigurationText.Read(mainFile));

    /// <summary>Whether the option is there and has a value.</summary>
    public bool Has(string name) => Find(name) is not null;

    public string Text(string name, string fallback) => Scalar(name)?.Text ?? fallback;

    /// <summary>A file or folder. As in Salt, a path outside the root is taken below it.</summary>
    public string Path(string name, string fallback, Layout layout) =>
        Scalar(name) is { } scalar ? layout.Rooted(scalar.Text) : fallback;

    /// <param name="rule">Completes "is not …" for a text that <paramref name="parser"/> refuses.</param>
    public T Parse<T>(string name, T fallback, Parser<T> parser, string rule)
    {
        if (Scalar(name) is not { } scalar) return fallback;
        if (parser(scalar.Text, out var value)) return value;
        Fault(scalar.Place, $"{name}: '{scalar.Text}' is not {rule}");
        return fallback;
    }

    public int WholeNumber(string name, int fallback, int min, int max) => Parse(
        name,
        fallback,
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= min && value <= max,
        $"a whole number from {min} to {max}");

    public bool Boolean(string name, bool fallback) => Choice(name, fallback, Booleans.ByName);

    /// <summary>Bytes; see <see cref="Quantities.TryParseSize"/>.</summary>
    public long Size(string name, long fallback, long min, long max) => Parse(
        name,
        fallback,
        (string text, out long value) => Quantities.TryParseSize(text, out value) && value >= min && value <= max,
        $"a size from {Quantities.Size(min)} to {Quantities.Size(max)}, such as 16MiB");

    /// <param name="bareUnit">The unit of a plain number; seconds if null.</param>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan min, TimeSpan max, TimeSpan? bareUnit = null) => Parse(
        name,
        fallback,
        (string text, out TimeSpan value) =>
            Quantities.TryParseDuration(text, bareUnit ?? TimeSpan.FromSeconds(1), out value) && value >= min && value <= max,
        $"a time from {Quantities.Duration(min)} to {Quantities.Duration(max)}, such as 15s or 24h");

    public T Choice<T>(string name, T fallback, IReadOnlyDictionary<string, T> choices) =>
        Parse(name, fallback, choices.TryGetValue!, $"one of {string.Join(", ", choices.Keys)}");

    /// <summary>One text, or a list of them.</summary>
    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> fallback)
    {
        if (Find(name) is not { } entry) return fallback;
        if (entry.Value is YamlScalarNode { Value: { } one }) return [one];
        if (Strings(entry.Value) is { } several) return several;
        Fault(entry.Place(entry.Value), $"{name}: expected a text or a list of texts");
        return fallback;
    }

    /// <summary>A map, merged over all files.</summary>
    public JsonObject Map(string name)
    {
        if (Find(name) is not { } entry) return [];
        if (Merged[name] is JsonObject map) return (JsonObject)map.DeepClone();
        Fault(entry.Place(entry.Value), $"{name}: expected a map, 'key: value'");
        return [];
    }

    /// <summary>How SLS and pillar files are written, by Salt's options for Jinja.</summary>
    public JinjaOptions Jinja()
    {
        foreach (var name in (string[])["jinja_trim_blocks", "jinja_lstrip_blocks"]) Boolean(name, fallback: false);
        foreach (var name in (string[])["jinja_env", "jinja_sls_env"]) Map(name);
        return JinjaSettings.OfSls(Merged, (name, problem) =>
        {
            if (Find(name) is { } entry) Fault(entry.Place(entry.Value), $"{name}: {problem}");
        });
    }

    /// <summary>Folders by environment, as <c>file_roots</c>: <c>base: [/srv/salt]</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Roots(
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> fallback)
    {
        if (Find(name) is not { } entry) return fallback;
        var roots = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (environment, folders) in Map(name))
        {
            if (folders is JsonArray list && list.All(folder => folder is JsonValue))
            {
                roots[environment] = [.. list.Select(folder => folder!.ToString())];
            }
            else
            {
                Fault(entry.Place(entry.Value), $"{name}: the environment '{environment}' takes a list of folders");
            }
        }

        return roots;
    }

    /// <summary>Reports a fault of an option that the caller judges itself.</summary>
    public void Reject(string name, string message)
    {
        var place = Find(name) is { } entry ? entry.Place(entry.Value) : null;
        Fault(place, $"{name}: {message}");
    }

    /// <summary>Judges the keys that nobody asked for, once all options are read.</summary>
    /// <summary>For whoever asks for one option of many.</summary>
    /// <exception cref="SaltException">BadRequest: a file cannot be read or understood.</exception>
    public OptionReader Readable() =>
        _text.Faults.Count == 0 ? this : throw new SaltException(Failure.BadRequest, string.Join('\n', _text.Faults));

    /// <param name="salt">Salt's own option names, ours included.</param>
    /// <returns>A warning for each of Salt's options that does nothing here.</returns>
    /// <exception cref="SaltException">BadRequest: every fault found, one a line.</exception>
    public IReadOnlyList<string> Finish(IReadOnlySet<string> salt)
    {
        var warnings = new List<string>();
        foreach (var entry in _text.Entries.Values.Where(entry => !_known.Contains(entry.Name)))
        {
            if (salt.Contains(entry.Name))
            {
                warnings.Add($"{entry.File}:{entry.Line}: {entry.Name} is an option of Salt that does nothing here");
            }
            else if (_known.FirstOrDefault(name => name.Length > 2 && Spelling.IsOneEditApart(name, entry.Name)) is { } meant)
            {
                Fault($"{entry.File}:{entry.Line}", $"'{entry.Name}' is no option; did you mean '{meant}'?");
            }
        }

        return _faults.Count == 0
            ? warnings
            : throw new SaltException(Failure.BadRequest, string.Join('\n', _faults));
    }

    private static List<string>? Strings(YamlNode node)
    {
        if (node is not YamlSequenceNode sequence) return null;
        var texts = sequence.Select(item => (item as YamlScalarNode)?.Value).OfType<string>().ToList();
        return texts.Count == sequence.Children.Count ? texts : null;
    }

    private ConfigurationEntry? Find(string name)
    {
        _known.Add(name);
        return _text.Entries.TryGetValue(name, out var entry) && _text.Merged[name] is not null ? entry : null;
    }

    private (string Text, string Place)? Scalar(string name)
    {
        if (Find(name) is not { } entry) return null;
        if (entry.Value is YamlScalarNode scalar) return (scalar.Value ?? "", entry.Place(scalar));
        Fault(entry.Place(entry.Value), $"{name}: expected one value, not a list or a map");
        return null;
    }

    private void Fault(string? place, string message) => _faults.Add(place is null ? message : $"{place}: {message}");
}

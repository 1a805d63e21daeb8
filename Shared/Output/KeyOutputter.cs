using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output;

/// <summary>Salt's page of keys: the sections of <c>minions</c>, <c>minions_pre</c> and their kin with their titles. Anything else
/// is laid out nested.</summary>
internal sealed class KeyOutputter(TextWriter writer, bool coloured) : IOutputter
{
    // As Salt orders them.
    private static readonly (string Folder, string Title, string Colour)[] Sections =
    [
        ("minions", "Accepted Keys:", "32"),
        ("minions_denied", "Denied Keys:", "35"),
        ("minions_pre", "Unaccepted Keys:", "31"),
        ("minions_rejected", "Rejected Keys:", "34"),
        ("local", "Local Keys:", "35"),
    ];

    private readonly NestedOutputter _nested = new(writer, coloured ? Palette.Salt : Palette.None);

    public bool IsPage => true;

    public void Write(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.EnumerateObject().All(member => Array.Exists(Sections, section => section.Folder == member.Name)))
        {
            _nested.Write(data);
            return;
        }

        foreach (var (folder, title, colour) in Sections)
        {
            if (!data.TryGetProperty(folder, out var keys)) continue;
            Line($"0;1;{colour}", title);
            foreach (var line in Keys(keys)) Line($"0;{colour}", NestedLayout.Harmless(line));
        }

        writer.Flush();
    }

    public void WriteReturn(string name, JsonElement value, bool failed) => _nested.WriteReturn(name, value, failed);

    public void EndReturns() => _nested.EndReturns();

    private static IEnumerable<string> Keys(JsonElement keys) => keys.ValueKind == JsonValueKind.Object
        ? keys.EnumerateObject().Select(key => $"{key.Name}:  {PythonText.Str(key.Value)}")
        : keys.EnumerateArray().Select(PythonText.Str);

    private void Line(string colour, string line) => writer.Write(coloured ? $"\e[{colour}m{line}\e[0;0m\n" : $"{line}\n");
}

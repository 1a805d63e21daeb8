using System.Text;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary>Salt's page of keys: a title for each section, one key a line.</summary>
/// <param name="coloured">With terminal colours.</param>
internal sealed class KeyPage(bool coloured)
{
    private readonly StringBuilder _text = new();

    /// <param name="value">What stands behind each id; null: nothing.</param>
    public KeyPage Section(KeySection section, IEnumerable<KeyView> keys, Func<KeyView, string>? value = null)
    {
        Title(section);
        foreach (var key in section.Of(keys)) Line(section, key.Id, value?.Invoke(key));
        return this;
    }

    /// <summary>The master's own keys, by the names that Salt gives them: <c>master.pub</c> is what minions pin.</summary>
    public KeyPage Local(KeyList list)
    {
        Title(KeySection.Local);
        Line(KeySection.Local, KeyJson.ServerKey, list.MasterFingerprint);
        Line(KeySection.Local, KeyJson.CaKey, list.CaFingerprint);
        return this;
    }

    /// <summary>As Salt prints a page: nothing blank at its end.</summary>
    public override string ToString() => _text.ToString().TrimEnd();

    private void Title(KeySection section) =>
        _text.Append(Colour($"0;1;{section.Code}")).Append(section.Title).Append(End).Append('\n');

    private void Line(KeySection section, string id, string? value)
    {
        _text.Append(Colour($"0;{section.Code}")).Append(id);
        if (value is not null) _text.Append(":  ").Append(value);
        _text.Append(End).Append('\n');
    }

    private string End => Colour("0;0");

    private string Colour(string code) => coloured ? $"\e[{code}m" : "";
}

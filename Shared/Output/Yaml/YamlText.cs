using System.Text;

namespace Salt.Shared.Output.Yaml;

/// <summary>Text that knows its column, which folding goes by.</summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Characters (not UTF-16 units) since the line began.</summary>
    public int Column { get; private set; }

    public void Append(string text)
    {
        _text.Append(text);
        foreach (var rune in text.EnumerateRunes()) Column = ScalarAnalysis.IsBreak(rune) ? 0 : Column + 1;
    }

    public void Append(ReadOnlySpan<Rune> runes)
    {
        foreach (var rune in runes) Append(rune.ToString());
    }

    public void Break() => Append("\n");

    /// <summary>Spaces up to a column.</summary>
    public void Indent(int column)
    {
        if (Column < column) Append(new string(' ', column - Column));
    }

    public override string ToString() => _text.ToString();
}

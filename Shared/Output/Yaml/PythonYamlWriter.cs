using System.Numerics;
using Salt.Jinja.Values;

namespace Salt.Shared.Output.Yaml;

/// <summary>Writes the values of templates as PyYAML's <c>safe_dump(allow_unicode=True)</c> does: keys sorted, lines broken
/// behind 80 columns; in flow style (<c>{a: [1, 2]}</c>) or in block style.</summary>
public sealed class PythonYamlWriter
{
    private const int Step = 2;
    private const int Width = 80;
    private const int MaxSimpleKey = 128 - 5;

    private readonly YamlText _text = new();
    private int _level;

    private PythonYamlWriter()
    {
    }

    /// <returns>Without a line break or mark at its end.</returns>
    /// <exception cref="Salt.Jinja.TemplateException">A value cannot be represented.</exception>
    public static string Flow(object? value)
    {
        var emitter = new PythonYamlWriter();
        emitter.Write(value, 0, isKey: false, isFlow: false);
        return emitter._text.ToString();
    }

    /// <inheritdoc cref="Flow"/>
    public static string Block(object? value) => value is PyDict { Count: > 0 } or IReadOnlyList<object?> { Count: > 0 }
        ? new YamlEmitter().Document(JsonText.Of(Rendering.PythonData.ToJson(value))).TrimEnd('\n')
        : Flow(value);

    /// <param name="indent">Of what the value is in.</param>
    private void Write(object? value, int indent, bool isKey = false, bool isFlow = true)
    {
        Nesting.Check(++_level);
        WorkBudget.Spend(WorkBudget.Item + indent);
        switch (value)
        {
            case PyDict dict:
                WriteDict(dict, indent + Step);
                break;
            case PyDictView view:
                WriteItems([.. view.Items], indent + Step);
                break;
            case IReadOnlyList<object?> list:
                WriteItems(list, indent + Step);
                break;
            case string or Markup:
                ScalarWriter.Write(_text, PythonString.Str(value), indent + Step, isKey, isFlow);
                break;
            case Undefined undefined:
                throw undefined.Error;
            default:
                _text.Append(Plain(value));
                break;
        }

        _level--;
    }

    private void WriteItems(IReadOnlyList<object?> items, int indent)
    {
        _text.Append("[");
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) _text.Append(",");
            if (!TryBreak(indent) && i > 0) _text.Append(" ");
            Write(items[i], indent);
        }

        _text.Append("]");
    }

    private void WriteDict(PyDict dict, int indent)
    {
        _text.Append("{");
        var isFirst = true;
        foreach (var (key, item) in Sorted(dict))
        {
            if (!isFirst) _text.Append(",");
            if (!TryBreak(indent) && !isFirst) _text.Append(" ");
            isFirst = false;
            WriteKey(key, indent);
            Write(item, indent);
        }

        _text.Append("}");
    }

    // A key that cannot stand before its colon says that it is one.
    private void WriteKey(object? key, int indent)
    {
        if (key is string text && (text.Length is 0 or >= MaxSimpleKey || ScalarAnalysis.Of(text.EnumerateRunes().ToArray()).Multiline))
        {
            _text.Append("? ");
            Write(key, indent);
            _text.Append(TryBreak(indent) ? ": " : " : ");
            return;
        }

        Write(key, indent, isKey: true);
        _text.Append(": ");
    }

    /// <returns>Whether a new line has begun.</returns>
    private bool TryBreak(int indent)
    {
        if (_text.Column <= Width) return false;
        _text.Break();
        _text.Indent(indent);
        return true;
    }

    // Keys of several types have no order; then they stay as they are.
    private static IEnumerable<KeyValuePair<object?, object?>> Sorted(PyDict dict)
    {
        var entries = dict.ToList();
        if (!entries.TrueForAll(entry => PythonOperators.IsText(entry.Key)) && !entries.TrueForAll(entry => PythonNumbers.IsNumber(entry.Key))) return entries;
        return entries.OrderBy(entry => entry.Key, Comparer<object?>.Create((left, right) => PythonOperators.Order(left, right, "<")));
    }

    private static string Plain(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long or BigInteger => PythonString.Repr(value),
        double number when double.IsNaN(number) => ".nan",
        double number when double.IsInfinity(number) => number > 0 ? ".inf" : "-.inf",
        double number => Real(PythonFloat.Repr(number)),
        _ => throw new Salt.Jinja.TemplateException("RepresenterError", $"cannot represent an object: {PythonString.Repr(value)}"),
    };

    // YAML 1.1 wants a point in a float: 1e+16 would be read back as text.
    private static string Real(string text) => text.Contains('e') && !text.Contains('.') ? text.Replace("e", ".0e", StringComparison.Ordinal) : text;
}

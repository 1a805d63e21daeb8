using System.Text;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Formatting;

/// <summary>Python's <c>text.format(...)</c>, which reaches attributes and items only as the template itself may.</summary>
internal sealed class BraceFormat(Lookup lookup, Arguments arguments, bool escape)
{
    private int _next;
    private bool? _isNumbered;

    /// <exception cref="TemplateException">The format is malformed, or names what was not given.</exception>
    public string Format(string format, int depth = 2)
    {
        if (depth == 0) throw TemplateException.Value("Max string recursion exceeded");
        var written = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is not ('{' or '}'))
            {
                written.Append(c);
            }
            else if (i + 1 < format.Length && format[i + 1] == c)
            {
                written.Append(c);
                i++;
            }
            else if (c == '}')
            {
                throw TemplateException.Value("Single '}' encountered in format string");
            }
            else
            {
                var end = EndOf(format, i + 1);
                var field = Field(format[(i + 1)..end], depth);
                WorkBudget.SpendText(field.Length);
                written.Append(field);
                i = end;
            }
        }

        return written.ToString();
    }

    private static int EndOf(string format, int start)
    {
        var open = 1;
        for (var i = start; i < format.Length; i++)
        {
            if (format[i] == '{') open++;
            else if (format[i] == '}' && --open == 0) return i;
        }

        throw TemplateException.Value(start == format.Length ? "Single '{' encountered in format string" : "expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var (name, conversion, spec) = Split(field);
        var value = Resolve(name);
        value = conversion switch
        {
            null => value,
            's' => PythonString.Str(value),
            'r' or 'a' => PythonString.Repr(value),
            _ => throw TemplateException.Value($"Unknown conversion specifier {conversion}"),
        };
        var text = FormatSpec.Parse(Format(spec, depth - 1)).Format(value);
        return escape && value is not Markup ? Markup.EscapeText(text) : text;
    }

    private static (string Name, char? Conversion, string Spec) Split(string field)
    {
        var inBrackets = false;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '[') inBrackets = true;
            else if (field[i] == ']') inBrackets = false;
            else if (inBrackets) continue;
            else if (field[i] == ':') return (field[..i], null, field[(i + 1)..]);
            else if (field[i] == '!')
            {
                if (i + 1 >= field.Length || (i + 2 < field.Length && field[i + 2] != ':')) throw TemplateException.Value("expected ':' after conversion specifier");
                return (field[..i], field[i + 1], i + 2 < field.Length ? field[(i + 3)..] : "");
            }
        }

        return (field, null, "");
    }

    private object? Resolve(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[');
        var first = end < 0 ? name : name[..end];
        var value = First(first);
        for (var at = end < 0 ? name.Length : end; at < name.Length;)
        {
            if (name[at] == '.')
            {
                var stop = name.AsSpan(at + 1).IndexOfAny('.', '[') is >= 0 and var length ? at + 1 + length : name.Length;
                value = lookup.Attribute(value, name[(at + 1)..stop]);
                at = stop;
            }
            else
            {
                var close = name.IndexOf(']', at);
                if (name[at] != '[' || close < 0) throw TemplateException.Value("Missing ']' in format string");
                var key = name[(at + 1)..close];
                value = lookup.Item(value, long.TryParse(key, out var index) ? PythonNumbers.Box(index) : key);
                at = close + 1;
            }
        }

        return value;
    }

    private object? First(string name)
    {
        if (name.Length == 0 || (name.Length < 9 && name.All(char.IsAsciiDigit)))
        {
            var isNumbered = name.Length > 0;
            if (_isNumbered is { } before && before != isNumbered)
            {
                throw TemplateException.Value(before
                    ? "cannot switch from manual field specification to automatic field numbering"
                    : "cannot switch from automatic field numbering to manual field specification");
            }

            _isNumbered = isNumbered;
            var index = isNumbered ? int.Parse(name) : _next++;
            return index < arguments.Positional.Length
                ? arguments.Positional[index]
                : throw new TemplateException("IndexError", $"Replacement index {index} out of range for positional args tuple");
        }

        foreach (var (given, value) in arguments.Named)
        {
            if (given == name) return value;
        }

        throw new TemplateException("KeyError", PythonString.Repr(name));
    }
}

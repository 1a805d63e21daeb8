using System.Globalization;
using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>Dates that templates format: a time as text, or seconds since 1970.</summary>
internal static class Dates
{
    /// <exception cref="TemplateException">It is no date.</exception>
    public static string Format(object? value, string format)
    {
        if (PythonNumbers.IsNumber(value)) return Strftime.Text(DateTimeOffset.FromUnixTimeSeconds((long)PythonNumbers.ToDouble(value!)), format);
        var text = PythonString.Str(value);
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && text.Length > 8) return Strftime.Text(DateTimeOffset.FromUnixTimeSeconds(seconds), format);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Strftime.Text(time, format)
            : throw TemplateException.Value($"{PythonString.Repr(value)} is no date");
    }
}

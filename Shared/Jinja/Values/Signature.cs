namespace Salt.Jinja.Values;

/// <summary>The parameters of a function, and how a call's arguments are matched to them, with Python's sentences.</summary>
/// <param name="parameters">One that ends in <c>?</c> can be left out; a last one that begins with <c>*</c> takes all further
/// values, as a tuple, and one behind it that begins with <c>**</c> all further names, as a dict.</param>
public sealed class Signature(string function, string[] parameters)
{
    private readonly bool _takesNamed = parameters is [.., ['*', '*', ..]];
    private readonly bool _takesRest = parameters is [.., ['*', not '*', ..]] or [.., ['*', not '*', ..], ['*', '*', ..]];
    private readonly string[] _names = Array.ConvertAll(parameters, parameter => parameter.TrimEnd('?'));
    private readonly int _required = parameters.Count(IsRequired);

    /// <returns>A value for each parameter; <see cref="Missing"/> where none was given.</returns>
    public object?[] Bind(Arguments arguments)
    {
        var (positional, named) = (arguments.Positional, arguments.Named);
        var places = _names.Length - (_takesRest ? 1 : 0) - (_takesNamed ? 1 : 0);
        if (positional.Length > places && !_takesRest)
        {
            throw TemplateException.Type(
                $"{function}() takes {(_required < places ? $"from {_required} to {places}" : places.ToString())} positional arguments but {positional.Length} were given");
        }

        var further = _takesNamed ? new PyDict() : null;
        var values = new object?[_names.Length];
        Array.Fill(values, Missing.Value);
        Array.Copy(positional, values, Math.Min(positional.Length, places));
        if (_takesRest) values[places] = new PyTuple([.. positional.Skip(places)]);
        if (further is not null) values[^1] = further;
        foreach (var (name, value) in named)
        {
            var at = Array.IndexOf(_names, name);
            if (at < 0 && further is not null)
            {
                further[name] = value;
                continue;
            }

            if (at < 0) throw TemplateException.Type($"{function}() got an unexpected keyword argument '{name}'");
            if (values[at] is not Missing) throw TemplateException.Type($"{function}() got multiple values for argument '{name}'");
            values[at] = value;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is Missing && IsRequired(parameters[i]))
                throw TemplateException.Type($"{function}() missing 1 required positional argument: '{_names[i]}'");
        }

        return values;
    }

    private static bool IsRequired(string parameter) => !parameter.EndsWith('?') && !parameter.StartsWith('*');
}

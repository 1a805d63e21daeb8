namespace Salt.Jinja.Values;

/// <summary>The parameters of a function, and how a call's arguments are matched to them, with Python's sentences.</summary>
/// <param name="parameters">One that ends in <c>?</c> can be left out.</param>
public sealed class Signature(string function, string[] parameters)
{
    private readonly string[] _names = Array.ConvertAll(parameters, parameter => parameter.TrimEnd('?'));
    private readonly int _required = parameters.Count(parameter => !parameter.EndsWith('?'));

    /// <returns>A value for each parameter; <see cref="Missing"/> where none was given.</returns>
    public object?[] Bind(Arguments arguments)
    {
        var (positional, named) = (arguments.Positional, arguments.Named);
        if (positional.Length > _names.Length)
        {
            throw TemplateException.Type(
                $"{function}() takes {(_required < _names.Length ? $"from {_required} to {_names.Length}" : _names.Length.ToString())} positional arguments but {positional.Length} were given");
        }

        var values = new object?[_names.Length];
        Array.Fill(values, Missing.Value);
        positional.CopyTo(values, 0);
        foreach (var (name, value) in named)
        {
            var at = Array.IndexOf(_names, name);
            if (at < 0) throw TemplateException.Type($"{function}() got an unexpected keyword argument '{name}'");
            if (values[at] is not Missing) throw TemplateException.Type($"{function}() got multiple values for argument '{name}'");
            values[at] = value;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is Missing && !parameters[i].EndsWith('?'))
                throw TemplateException.Type($"{function}() missing 1 required positional argument: '{_names[i]}'");
        }

        return values;
    }
}

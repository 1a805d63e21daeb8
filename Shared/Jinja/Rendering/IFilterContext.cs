namespace Salt.Jinja.Rendering;

/// <summary>What filters and tests get to know of the rendering they are part of.</summary>
public interface IFilterContext
{
    JinjaEnvironment Environment { get; }

    /// <summary>Values are escaped for HTML here.</summary>
    bool Autoescape { get; }

    /// <summary><c>value.name</c>, as templates see it.</summary>
    object? Attribute(object? value, string name);

    /// <summary><c>value[key]</c>, as templates see it.</summary>
    object? Item(object? value, object? key);

    /// <summary>A value that is not there, for that reason.</summary>
    object? Undefined(string hint);
}
